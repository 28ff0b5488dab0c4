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
      table <- svyby(upper(item), ~g40, clustered, svyciprop, na.rm = TRUE, vartype = c("se", "ci"))
      for (part in list(c("value", 2), c("se", 3), c("low", 4), c("high", 5))) {
        found[paste(item, table$g40, part[1], sep = "|")] <- as.numeric(table[[as.integer(part[2])]])
      }
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
  one_stage = function() means(svydesign(ids = ~psuid, strata = ~stratum, weights = ~w, fpc = ~fpc1, data = data))
)

for (name in arguments[-1]) {
  if (is.null(tasks[[name]])) next
  invisible(gc())
  time <- system.time(found <- tasks[[name]]())[["elapsed"]]
  cat(sprintf("time\t%s\t%.6f\n", name, time))
  cat(sprintf("number\t%s\t%s\t%.17g\n", name, names(found), found), sep = "")
}
