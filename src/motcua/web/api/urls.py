"""`/api/v1/`: the routers of the machines' face, and the committed description of them."""

from typing import Any

from django.urls import URLPattern, include, path, re_path
from ninja import NinjaAPI

from motcua import __version__
from motcua.web.api import catalogue, dossiers, files, papers, problems, units, worklist
from motcua.web.api.callers import Token
from motcua.web.api.description import complete


class Api(NinjaAPI):
    """The routers with a description that says everything, headers and refusals too."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The OpenAPI document, its addresses relative to the server `/api/v1`."""
        return complete(super().get_openapi_schema(path_prefix="", path_params=path_params))


api = Api(
    title="motcua",
    version=__version__,
    description="Hệ thống thông tin giải quyết thủ tục hành chính: danh mục, đơn vị, việc, hồ sơ, mọi thao tác.",
    urls_namespace="api",
    auth=Token(),
    docs_url=None,
    openapi_url="/openapi.json",
)
problems.install(api)
api.add_router("/procedures", catalogue.router)
api.add_router("/units", units.router)
api.add_router("/worklist", worklist.router)
api.add_router("/dossiers", dossiers.router)
api.add_router("/dossiers", papers.router)
api.add_router("/files", files.router)


def _speaking(pattern: URLPattern) -> URLPattern:
    pattern.callback = problems.with_refused_methods(pattern.callback)
    return pattern


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("v1/", include(([_speaking(pattern) for pattern in _patterns], _app), namespace=_namespace)),
    re_path(r"^(?P<rest>.*)$", problems.no_such_address),
]
