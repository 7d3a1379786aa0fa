"""Property tests of the corpus: no time limit on an example, so a busy machine changes no result."""

from hypothesis import settings

settings.register_profile("corpus", deadline=None)
settings.load_profile("corpus")
