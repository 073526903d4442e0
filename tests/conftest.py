"""One thread of linear algebra for each worker of the tests: more threads than cores wait for each other."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
