"""Where all rooms are joined: the installation's settings, Django's settings, the URLs, the server."""
