"""A published interval-censored data set."""

from __future__ import annotations

import math

INF = math.inf
# Breast cosmesis, radiotherapy alone, months to retraction: Finkelstein and Wolfe (1985), doi:10.2307/2530965.
COSMESIS = [
    (45, INF), (6, 10), (0, 7), (46, INF), (46, INF), (7, 16), (17, INF), (7, 14), (37, 44), (0, 8), (4, 11), (15, INF),
    (11, 15), (22, INF), (46, INF), (46, INF), (25, 37), (46, INF), (26, 40), (46, INF), (27, 34), (36, 44), (46, INF),
    (36, 48), (37, INF), (40, INF), (17, 25), (46, INF), (11, 18), (38, INF), (5, 12), (37, INF), (0, 5), (18, INF),
    (24, INF), (36, INF), (5, 11), (19, 35), (17, 25), (24, INF), (32, INF), (33, INF), (19, 26), (37, INF), (34, INF),
    (36, INF),
]  # fmt: skip
