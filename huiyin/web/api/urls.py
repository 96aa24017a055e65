"""One address a step, one a query: /api/v1/."""

from __future__ import annotations

from huiyin.web.api.door import api

urlpatterns, _ninja, app_name = api.urls
