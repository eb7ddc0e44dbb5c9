"""`/nv/`: every address of the staff, by the subject that owns it."""

from motcua.web.desk import admin_urls, intake_urls, work_urls

urlpatterns = [*intake_urls.urlpatterns, *work_urls.urlpatterns, *admin_urls.urlpatterns]
