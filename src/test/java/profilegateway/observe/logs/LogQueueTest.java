package profilegateway.observe.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogQueueTest {
  private final LoggerContext context = context();
  private final Sink sink = new Sink();
  private final LogQueue log = queue(8, 2);

  @AfterEach
  void stop() {
    sink.taken.countDown();
    log.stop();
  }

  @Test
  void linesComeOutInTheirOrder() throws Exception {
    sink.taken.countDown();
    for (int i = 1; i <= 5; i++) {
      log(Level.INFO, "line " + i);
    }

    assertThat(written()).containsExactly("line 1", "line 2", "line 3", "line 4", "line 5");
  }

  @Test
  void whoeverLogsGoesOnWhileNobodyTakesLines() throws Exception {
    log(Level.INFO, "the first");
    sink.isWriting.await();

    for (int i = 0; i < 1000; i++) {
      log(Level.INFO, "another");
    }

    assertThat(log.lost()).isEqualTo(1000 - 6);
    sink.taken.countDown();
    assertThat(written())
        .hasSize(1 + 1 + 6)
        .startsWith("the first", "lines of the log were lost lost=\"994\"", "another");
    assertThat(log.lost()).isZero();
  }

  @Test
  void theLastPlacesAreForWhatSomebodyHasToLookAt() throws Exception {
    log(Level.INFO, "the first");
    sink.isWriting.await();
    for (int i = 0; i < 100; i++) {
      log(Level.INFO, "another");
    }

    log(Level.WARN, "a warning");
    log(Level.INFO, "profilegateway.audit", "an entry");
    log(Level.ERROR, "one too many");

    sink.taken.countDown();
    assertThat(written()).contains("a warning", "an entry").doesNotContain("one too many");
  }

  @Test
  void aLineThatIsRefusedIsToldOfAsSoonAsLinesAreTakenAgain() throws Exception {
    sink.isFull = true;
    sink.taken.countDown();
    log(Level.INFO, "on a full disk");
    assertThat(log.flush().get()).isTrue();
    assertThat(log.lost()).isOne();

    sink.isFull = false;
    log(Level.INFO, "with room again");

    assertThat(written())
        .containsExactly("with room again", "lines of the log were lost lost=\"1\"");
  }

  @Test
  void whoeverEndsDoesNotWaitForeverForWhatNobodyTakes() {
    log(Level.INFO, "never taken");
    Future<Boolean> flushed = log.flush();

    assertThat(flushed).isNotDone();
  }

  private List<String> written() throws ExecutionException, InterruptedException, TimeoutException {
    assertThat(log.flush().get(20, TimeUnit.SECONDS)).isTrue();
    return sink.bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void log(Level level, String message) {
    log(level, "profilegateway.Any", message);
  }

  private void log(Level level, String logger, String message) {
    log.doAppend(
        new LoggingEvent("", context.getLogger(logger), level, message, null, new Object[0]));
  }

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    return context;
  }

  private LogQueue queue(int longest, int reserved) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%msg%replace( %kvp){'^ $', ''}%n");
    encoder.start();
    LogQueue queue = new LogQueue(longest, reserved, sink);
    queue.setContext(context);
    queue.setEncoder(encoder);
    queue.start();
    return queue;
  }

  /** Where lines go: nobody takes them until somebody does. */
  private static final class Sink extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CountDownLatch isWriting = new CountDownLatch(1);
    private final CountDownLatch taken = new CountDownLatch(1);
    private volatile boolean isFull;

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] some, int from, int length) throws IOException {
      isWriting.countDown();
      try {
        taken.await();
      } catch (InterruptedException stopped) {
        throw new IOException(stopped);
      }
      if (isFull) {
        throw new IOException("No space left on device");
      }
      bytes.write(some, from, length);
    }
  }
}
