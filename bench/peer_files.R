# Reading the benchmark's files in R, on one thread. Rscript peer_files.R FILE.csv FILE.sav
# prints "time TASK SECONDS" and "number TASK KEY VALUE", separated by tabs.
arguments <- commandArgs(TRUE)
readers <- list(
  csv = function() data.table::fread(arguments[1], nThread = 1),
  sav = function() suppressWarnings(foreign::read.spss(arguments[2], use.value.labels = FALSE, to.data.frame = FALSE))
)
for (name in names(readers)) {
  if (!requireNamespace(c(csv = "data.table", sav = "foreign")[[name]], quietly = TRUE)) next
  times <- c()
  for (run in 1:3) {
    invisible(gc())
    times <- c(times, system.time(found <- readers[[name]]())[["elapsed"]])
  }
  cat(sprintf("time\t%s\t%.6f\n", name, median(times)))
  cat(sprintf("number\t%s\tincome\t%.17g\n", name, sum(found[["income"]])))
  rm(found)
}
