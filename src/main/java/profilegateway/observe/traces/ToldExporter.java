package profilegateway.observe.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells, once a minute at most, that spans could not be sent. What the exporter says itself is kept from the log. */
final class ToldExporter implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(ToldExporter.class);
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** Its own words have stacks, and what a collector answers. Held, as the logging of the JDK forgets loggers that nobody holds. */
  private static final java.util.logging.Logger OF_EXPORTERS =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private final SpanExporter exporter;
  private final LongSupplier nanoTime;
  private long lost;
  private long told;

  ToldExporter(SpanExporter exporter, LongSupplier nanoTime) {
    this.exporter = exporter;
    this.nanoTime = nanoTime;
    this.told = nanoTime.getAsLong() - MINUTE;
    OF_EXPORTERS.setLevel(java.util.logging.Level.OFF);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int number = spans.size();
    CompletableResultCode sent = exporter.export(spans);
    return sent.whenComplete(() -> {
      if (!sent.isSuccess()) {
        lost(number);
      }
    });
  }

  private synchronized void lost(int number) {
    lost += number;
    long now = nanoTime.getAsLong();
    if (now - told >= MINUTE) {
      LOG.atWarn().addKeyValue("spans", lost).log("spans of traces could not be sent");
      told = now;
      lost = 0;
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
