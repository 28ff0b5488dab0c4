# The tasks of the benchmark in R survey's fastest spelling: cluster labels that are unique, so that nothing is nested.
# Rscript peer.R FILE.csv TASK...   prints "time TASK SECONDS" and "number TASK KEY VALUE", separated by tabs.
suppressMessages(library(survey))
arguments <- commandArgs(TRUE)
data <- if (requireNamespace("data.table", quietly = TRUE)) {
  as.data.frame(data.table::fread(arguments[1]))
} else {
  read.csv(arguments[1])
}
for (group in c("g2", "g3", "g5", "g8", "g16", "g40")) data[[group]] <- factor(data[[group]])
items <- c(paste0("l", 1:20), paste0("b", 1:10))
clustered <- svydesign(ids = ~psuid, strata = ~stratum, weights = ~w, data = data)

upper <- function(item) as.formula(if (startsWith(item, "l")) paste0("~I(", item, " >= 4)") else paste0("~I(", item, " == 1)"))
just <- function(item) as.formula(paste0("~", item))

means <- function(design) {
  found <- c()
  for (item in items) {
    one <- svymean(just(item), design, na.rm = TRUE)
    found[paste0(item, "|value")] <- coef(one)
    found[paste0(item, "|se")] <- SE(one)
  }
  found
}

tasks <- list(
  shares_by = function() {
    found <- c()
    for (item in items) {
      # Those who answered, so that the degrees of freedom are theirs and not those of everyone who was asked.
      answered <- subset(clustered, !is.na(data[[item]]))
      found[[item]] <- svyby(upper(item), ~g40, answered, svyciprop, vartype = c("se", "ci"))
    }
    found
  },
  means_by = function() {
    found <- c()
    for (item in items) {
      table <- svyby(just(item), ~g40, clustered, svymean, na.rm = TRUE)
      found[paste(item, table$g40, "value", sep = "|")] <- coef(table)
      found[paste(item, table$g40, "se", sep = "|")] <- SE(table)
    }
    found
  },
  means = function() means(clustered),
  two_stage = function() means(svydesign(ids = ~psuid + id, strata = ~stratum, weights = ~w, fpc = ~fpc1 + fpc2, data = data)),
  one_stage = function() means(svydesign(ids = ~psuid, strata = ~stratum, weights = ~w, fpc = ~fpc1, data = data)),
  rake = function() rake(clustered, list(~g2, ~g5, ~g8, ~g16), margins, control = list(maxit = 1000, epsilon = 1e-12)),
  bootstrap = function() {
    set.seed(1)
    means(as.svrepdesign(clustered, type = "bootstrap", replicates = 200))
  },
  logistic = function() {
    svyglm(b1 ~ age + log(income) + b2 + b3 + b4 + b5 + b6 + factor(g2) + factor(g3) + factor(g5), clustered,
           family = quasibinomial())
  },
  quantiles = function() svyquantile(~income, clustered, c(.1, .25, .5, .75, .9), ci = TRUE)
)

# What is held against us, where the task's answer is not numbers yet; not timed.
numbers_of <- list(
  shares_by = function(tables) {
    found <- c()
    for (item in items) {
      table <- tables[[item]]
      parts <- list(value = table[[2]], se = table[[3]], low = table[[4]], high = table[[5]])
      for (part in names(parts)) found[paste(item, table$g40, part, sep = "|")] <- as.numeric(parts[[part]])
    }
    found
  },
  rake = function(raked) setNames(weights(raked)[1:1000], paste("weight", 1:1000)),
  bootstrap = function(found) found[grepl("value$", names(found))],
  logistic = function(fit) {
    c(setNames(coef(fit), paste0(names(coef(fit)), "|value")), setNames(SE(fit), paste0(names(coef(fit)), "|se")))
  },
  quantiles = function(found) {
    table <- found$income
    setNames(c(table[, "quantile"], table[, "se"], table[, "ci.2.5"], table[, "ci.97.5"]),
             paste0(rep(0:4, 4), "|", rep(c("value", "se", "low", "high"), each = 5)))
  }
)

margins <- lapply(c("g2", "g5", "g8", "g16"), function(group) {
  level <- seq_len(nlevels(data[[group]]))
  margin <- data.frame(factor(level, levels = levels(data[[group]])))
  names(margin) <- group
  margin$Freq <- sum(data$w) * (1 + .3 * sin(level)) / sum(1 + .3 * sin(level))
  margin
})

for (name in arguments[-1]) {
  if (is.null(tasks[[name]])) next
  invisible(gc())
  time <- system.time(found <- tasks[[name]]())[["elapsed"]]
  if (!is.null(numbers_of[[name]])) found <- numbers_of[[name]](found)
  cat(sprintf("time\t%s\t%.6f\n", name, time))
  cat(sprintf("number\t%s\t%s\t%.17g\n", name, names(found), found), sep = "")
}
