"""`/api/v1/`: the routers of the machines' face, and the committed description of them."""

from django.urls import path
from ninja import NinjaAPI

from motcua import __version__
from motcua.web.api import catalogue, dossiers, files, problems
from motcua.web.api.callers import Token

api = NinjaAPI(
    title="motcua",
    version=__version__,
    description="Hệ thống thông tin giải quyết thủ tục hành chính: danh mục, hồ sơ, mọi thao tác.",
    urls_namespace="api",
    auth=Token(),
    docs_url=None,
    openapi_url="/openapi.json",
)
problems.install(api)
api.add_router("/procedures", catalogue.router)
api.add_router("/dossiers", dossiers.router)
api.add_router("/files", files.router)

urlpatterns = [path("v1/", api.urls)]
