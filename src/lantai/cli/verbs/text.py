"""`lantai text`: texts of pages go out as ALTO, PAGE-XML or hOCR, come back corrected, and become training pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantai.cli import house, options, telling
from lantai.cli.failure import WrongUse
from lantai.cli.json_stream import written

if TYPE_CHECKING:
    from django.db.models import Q

    from lantai.digitisation.domain.bringing_in import Brought
    from lantai.digitisation.progress import Progress
    from lantai.digitisation.text_export import Exported
    from lantai.digitisation.training_pairs import Paired

app = options.verb()

_FORMATS = ("alto", "page", "hocr", "txt")
_Folder = Annotated[str, typer.Argument(metavar="FOLDER", help="Where the files are put.")]
_Batch = Annotated[str | None, typer.Option(metavar="BATCH", help="The pages of this batch.")]
_Codes = Annotated[
    list[str] | None,
    typer.Option("--record", metavar="CODE", help="The pages of this record or volume; may be given more than once."),
]
_Format = Annotated[str, typer.Option("--format", metavar="|".join(_FORMATS), help="What they are written as.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would become of each file, and do nothing.")]
_Force = Annotated[bool, typer.Option("--force", help="Write over files that are there.")]


@app.callback(no_args_is_help=True)
def text() -> None:
    """Hand the texts of pages to other programs, take corrections back, and make training pairs of them.

    \b
    lantai text export --batch 7k2m9x out --format page --images
    lantai text import out --reason 'proof-read' --dry-run
    lantai text pairs --batch 7k2m9x pairs
    """


@app.command()
def export(
    folder: _Folder,
    batch: _Batch = None,
    record: _Codes = None,
    form: _Format = "alto",
    images: Annotated[bool, typer.Option("--images", help="Put the picture of each page beside its text.")] = False,
    force: _Force = False,
    json: options.AsJson = False,
) -> None:
    """Write the current texts of pages as files.

    A file a page, named <identifier>-p<number>. What is there stays, so that a stopped export goes on where it was.
    """
    if form not in _FORMATS:
        raise WrongUse(f"There is no format {form!r}; expected one of {', '.join(_FORMATS)}.")
    house.enter()
    from lantai.digitisation import text_export
    from lantai.digitisation.text_formats.formats import TextFormat

    pages = _pages(batch, record)
    _require_folder(folder)
    done = text_export.write_texts(pages, Path(folder), text_format=TextFormat(form), images=images, force=force)
    told = _tell(done, "export", text_export.texts(pages), ("written", "there", "without_picture"), json=json)
    if not json:
        missing = f", {told['without_picture']} of them without a picture" if told["without_picture"] else ""
        telling.say(f"{told['written']} texts written{missing}, {told['there']} were there already.")


@app.command("import")
def import_(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="Where the files lie.")],
    reason: Annotated[str, typer.Option(help="Why, for the journal.")] = "",
    batch: Annotated[str | None, typer.Option(metavar="BATCH", help="Only pages of this batch may be meant.")] = None,
    dry_run: _DryRun = False,
    by: options.By = None,
    json: options.AsJson = False,
) -> None:
    """Take corrected texts over, and index them.

    ALTO, PAGE-XML and hOCR. A file is found to its page by its own name or by that of the image in it. The same files
    again change nothing.
    """
    if not Path(folder).is_dir():
        raise WrongUse(f"{folder!r} is no folder.")
    house.enter()
    from lantai.digitisation.domain import bringing_in
    from lantai.discovery import indexing

    among, acting = _pages(batch, None) if batch else None, house.acting_user(by)
    files = bringing_in.files_of(Path(folder))
    done = bringing_in.bring_in(Path(folder), files, by=acting, reason=reason, among=among, dry_run=dry_run)
    outcomes = tuple(one.value for one in bringing_in.Outcome)
    told = _tell(done, "import", len(files), outcomes, json=json)
    if told["added"] and not dry_run:
        with telling.progress() as progress:
            indexing.follow(progress)
    if not json:
        counted = ", ".join(f"{told[one]} {one.replace('_', ' ')}" for one in outcomes)
        telling.say(f"{len(files)} files: {counted}{'; nothing was changed' if dry_run else ''}.")
    if told["refused"]:
        raise typer.Exit(1)


@app.command()
def pairs(
    folder: _Folder,
    batch: _Batch = None,
    record: _Codes = None,
    force: _Force = False,
    json: options.AsJson = False,
) -> None:
    """Write corrected lines as training pairs.

    <name>.png cut from the master, <name>.gt.txt, and a manifest.jsonl that tells where each comes from.
    """
    house.enter()
    from lantai.digitisation import training_pairs

    pages = _pages(batch, record)
    _require_folder(folder)
    done = training_pairs.write_pairs(pages, Path(folder), force=force)
    counted = ("pairs_written", "pairs_there", "without_place", "refused")
    told = _tell(done, "pairs", training_pairs.corrected(pages), counted, json=json)
    if not json:
        left = f"; {told['without_place']} lines have characters without a place" if told["without_place"] else ""
        telling.say(f"{told['pairs_written']} pairs written, {told['pairs_there']} were there already{left}.")
    if told["refused"]:
        raise typer.Exit(1)


def _pages(batch: str | None, codes: list[str] | None) -> Q:
    """The pages that are meant. Raises WrongUse."""
    if bool(batch) == bool(codes):
        raise WrongUse("Say which pages: --batch BATCH, or --record CODE once or more.")
    from lantai.digitisation.queries.pages import of_batch
    from lantai.digitisation.queries.spans import either

    return of_batch(house.batch(batch)) if batch else either([_of_code(code) for code in codes or ()])


def _of_code(code: str) -> Q:
    """The pages of a record, or of a volume that was scanned as one. Raises WrongUse."""
    from django.db.models import Q

    from lantai.catalogue.models import Record, RecordSet
    from lantai.catalogue.queries.record import by_code
    from lantai.digitisation.queries.spans import reach

    identifier = by_code(Record.objects.all(), RecordSet.objects.all(), code)
    if identifier is None:
        raise WrongUse(f"Nothing has the reference code {code!r}.")
    record = Record.objects.filter(identifier=identifier).first()
    return reach(record).pages() if record is not None else Q(record_set__identifier=identifier)


def _require_folder(folder: str) -> None:
    if Path(folder).exists() and not Path(folder).is_dir():
        raise WrongUse(f"{folder!r} is no folder.")


def _tell(
    done: Iterable[Exported] | Iterable[Brought] | Iterable[Paired],
    stage: str,
    total: int,
    counted: Sequence[str],
    *,
    json: bool,
) -> Counter[str]:
    """Tell what becomes of each, in JSON as it is done; how many there were of what is counted."""
    counts: Counter[str] = Counter()

    def rows(progress: Progress) -> Iterator[dict[str, Any]]:
        progress.stage(stage, total)
        for one in done:
            row = asdict(one)
            _count(counts, row)
            progress.advance()
            yield row

    with telling.progress() as progress:
        if json:
            with written({}) as answer:
                answer.array("results", rows(progress))
                for name in counted:
                    answer.value(name, counts[name])
            return counts
        kept = list(rows(progress))
    telling.table(list(kept[0]) if kept else [], [[str(value) for value in row.values()] for row in kept])
    return counts


def _count(counts: Counter[str], row: dict[str, Any]) -> None:
    counts[row["outcome"]] += 1
    counts["without_picture"] += row["outcome"] == "written" and bool(row["reason"])
    for name in ("pairs_written", "pairs_there", "without_place"):
        counts[name] += row.get(name, 0)
