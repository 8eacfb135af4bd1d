"""Pictures of a plan, by name (LSP 3.17, workspace/executeCommand): as text for the client, or shown in a browser."""

import asyncio
import atexit
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls import exceptions

from milestone_ls.project.uris import to_uri
from milestone_ls.project.workspace import PlanFolder
from milestone_ls.render.pictures.formats import FORMATS, HTML, CannotArrangeError, drawn, shown
from milestone_ls.render.pictures.model import picture_of
from milestone_ls.server.asking import refused, show_outside, shows_documents
from milestone_ls.server.offers import EXPORT_GRAPH, SHOW_PLAN
from milestone_ls.server.planning import plan_read
from milestone_ls.server.protocol import COMMAND_TOKEN
from milestone_ls.server.server import MilestoneServer
from milestone_ls.server.slicing import told_of

_ODD = re.compile(r"[^\w.-]+")


def register(server: MilestoneServer) -> None:
    """Offer what this module answers. Arguments come as JSON of the client's."""
    pages = _Pages()

    @server.feature(types.SHUTDOWN)
    def on_shutdown(*_: object) -> None:
        """However the process may end after that."""
        pages.remove()

    @server.command(EXPORT_GRAPH)
    async def on_export_graph(uri: Any, form: Any) -> str:  # noqa: ANN401
        """The plan of a document or folder drawn in one of the formats of ``milestone-ls graph``."""
        if form not in FORMATS:
            raise exceptions.JsonRpcInvalidParams(f"{form!r} is no format: {', '.join(FORMATS)}")
        return await _told_of(server, await plan_read(server, uri), form)

    @server.command(SHOW_PLAN)
    async def on_show_plan(uri: Any) -> bool:  # noqa: ANN401
        """Show the plan's page in a browser; False where the client did not.

        The page shows the plan as it stands now. It is gone with the server.
        """
        plan = await plan_read(server, uri)
        if not shows_documents(server.client_capabilities):
            return False
        text = await _told_of(server, plan, HTML)
        return await show_outside(server, to_uri(pages.write(plan.root, text)))


async def _told_of(server: MilestoneServer, plan: PlanFolder, form: str) -> str:
    """The drawing, of which the client is told as it takes long."""
    return await told_of(server, "Drawing the plan", _drawn(server, plan, form), COMMAND_TOKEN.get())


async def _drawn(server: MilestoneServer, plan: PlanFolder, form: str) -> str:
    """The drawing; arranging a large plan takes seconds, so it is done beside the loop.

    A page comes without its drawing of dependencies where that cannot be made: whoever looks at it reads why.
    """
    snapshot = plan.project.snapshot
    picture = await asyncio.to_thread(picture_of, snapshot.plan, snapshot.settings, plan.root.name)
    uris = {item.path: server.session.findings.name_of(plan.root / item.path) for item in picture.items}
    if form == HTML:
        return await asyncio.to_thread(shown, picture, uris.__getitem__)
    try:
        return await asyncio.to_thread(drawn, picture, form, uris.__getitem__)
    except CannotArrangeError as error:
        raise refused(str(error)) from error


class _Pages:
    """A folder for pages, made with the first of them and removed when the process ends."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._names: dict[Path, str] = {}

    def write(self, root: Path, text: str) -> Path:
        """The file with the page of the plan at *root*, always the same one."""
        if self._folder is None or not self._folder.is_dir():
            self._folder = Path(tempfile.mkdtemp(prefix="milestone-ls-"))
            atexit.register(self.remove)
        name = self._names.setdefault(root, f"{_ODD.sub('-', root.name) or 'plan'}-{len(self._names) + 1}.html")
        path = self._folder / name
        path.write_bytes(text.encode())
        return path

    def remove(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
