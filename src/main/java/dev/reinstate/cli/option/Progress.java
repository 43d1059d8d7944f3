package dev.reinstate.cli.option;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on stderr where that is a terminal, else nothing. */
public final class Progress implements AutoCloseable {

  private static final int UPDATE_MILLIS = 250;

  private static final long MEGABYTE = 1_000_000;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  public static Progress of(String task, long total) {
    return of(task, total, " events", 1);
  }

  public static Progress ofBytes(String task, long total) {
    return of(task, total, " MB", MEGABYTE);
  }

  private static Progress of(String task, long total, String unit, long unitSize) {
    // the launcher says so, since Java only knows whether both ends are a terminal
    boolean terminal = Boolean.getBoolean("reinstate.terminal");
    return new Progress(
        terminal
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setUnit(unit, unitSize)
                .showSpeed()
                .build()
            : null);
  }

  public void at(long done) {
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
