"""What came in: articles and their versions. Knows nothing of claims."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
