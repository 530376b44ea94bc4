# Numbers that tests/analysis/test_handover.py compares with, by R's survival and glm. Prints name,value lines.
# Data: breast cosmesis, both arms (Finkelstein and Wolfe 1985, doi:10.2307/2530965), and a small made panel.
# Usage: Rscript scripts/bench/survival_fixtures.R
library(survival)
left <- c(45,6,0,46,46,7,17,7,37,0,4,15,11,22,46,46,25,46,26,46,27,36,46,36,37,40,17,46,11,38,5,37,0,18,24,36,5,19,17,
          24,32,33,19,37,34,36)
right <- c(NA,10,7,NA,NA,16,NA,14,44,8,11,NA,15,NA,NA,NA,37,NA,40,NA,34,44,NA,48,NA,NA,25,NA,18,NA,12,NA,5,NA,NA,NA,11,
           35,25,NA,NA,NA,26,NA,NA,NA)
fit <- survfit(Surv(ifelse(left == 0, NA, left), right, type = "interval2") ~ 1)
at <- summary(fit, times = c(5, 10, 15, 20, 30, 35, 45), extend = TRUE)
cat(sprintf("turnbull %g,%.6f\n", at$time, at$surv), sep = "")
# A panel of 40 units with a covariate, adoptions known to the month: cloglog of glm is the same likelihood.
x <- rep(c(-1.2, -0.4, 0.1, 0.7, 1.5), 8)
when <- c(9,7,6,4,2, 12,11,5,3,1, 99,8,10,6,2, 99,99,7,5,4, 12,99,9,3,3, 99,10,99,8,1, 99,99,11,99,6, 99,12,99,9,5)
rows <- do.call(rbind, lapply(seq_along(x), function(k) {
  t <- 1:min(when[k], 12); data.frame(id = k, t = t, x = x[k], y = as.integer(t == when[k])) }))
g <- glm(y ~ x + I(t >= 5) + I(t >= 9), family = binomial("cloglog"), data = rows, control = glm.control(epsilon = 1e-12))
s <- summary(g)$coefficients
cat(sprintf("cloglog %s,%.6f,%.6f\n", rownames(s), s[, 1], s[, 2]), sep = "")
cat(sprintf("cloglog log likelihood,%.6f\n", as.numeric(logLik(g))))
