"""`lantai serve`: the site, the office, the images and the work behind them, on one port."""

from __future__ import annotations

from lantai.cli import house, options, telling

app = options.verb()


@app.command()
def serve(host: options.Host = None, port: options.Port = None) -> None:
    """Serve the home until Ctrl-C or SIGTERM. Workers for the index and for reading run beside the server."""
    installation = house.enter()
    from lantai.config import server

    server.serve(installation, host=host or installation.host, port=port or installation.port, say=telling.say)
