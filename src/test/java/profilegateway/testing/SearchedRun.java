package profilegateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.slf4j.LoggerFactory;

/**
 * Has everything logged at DEBUG in the whole run of the tests, and searches it for {@link PersonalData}, and with it every
 * error that a client of a test gets. A class of tests during which something is found fails. JUnit finds it by itself: no
 * test asks for it.
 */
public final class SearchedRun implements BeforeAllCallback, AfterAllCallback {
  /** The figures of each process that ran tests, a line each. */
  private static final Path FIGURES = Path.of("target", "log-search.txt");

  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicBoolean STARTED = new AtomicBoolean();
  private static final AtomicLong LINES = new AtomicLong();
  private static final AtomicLong ANSWERS = new AtomicLong();
  private static final AtomicLong HITS = new AtomicLong();
  private static final ConcurrentLinkedQueue<String> FOUND = new ConcurrentLinkedQueue<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    if (STARTED.compareAndSet(false, true)) {
      searchLog();
      context.getRoot().getStore(Namespace.create(SearchedRun.class)).put("end", (AutoCloseable)
          SearchedRun::end);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    failIfFound();
  }

  private static void failIfFound() {
    List<String> found = new ArrayList<>();
    for (String next = FOUND.poll(); next != null; next = FOUND.poll()) {
      found.add(next);
    }
    if (!found.isEmpty()) {
      throw new AssertionError(
          "personal data, a token or a secret was logged, or told in an error:\n"
              + String.join("\n", found));
    }
  }

  private static void end() {
    String figures = "%d log lines, %d answers, %d values looked for: %d hits%n"
        .formatted(LINES.get(), ANSWERS.get(), PersonalData.size(), HITS.get());
    try {
      Files.createDirectories(FIGURES.getParent());
      Files.writeString(FIGURES, figures, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    failIfFound();
  }

  private static void searchLog() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    for (Iterator<Appender<ILoggingEvent>> shown = root.iteratorForAppenders(); shown.hasNext(); ) {
      ThresholdFilter atInfo = new ThresholdFilter();
      atInfo.setLevel(Level.INFO.levelStr);
      atInfo.start();
      shown.next().addFilter(atInfo);
    }
    // Searches of several threads do not wait for each other.
    UnsynchronizedAppenderBase<ILoggingEvent> search = new UnsynchronizedAppenderBase<>() {
      @Override
      protected void append(ILoggingEvent event) {
        LINES.incrementAndGet();
        look("log", text(event));
      }
    };
    search.setContext(root.getLoggerContext());
    search.start();
    root.addAppender(search);
    root.setLevel(Level.DEBUG);
    // A tool of the tests, which tells every class it reads.
    ((Logger) LoggerFactory.getLogger("com.tngtech.archunit")).setLevel(Level.INFO);
  }

  private static String text(ILoggingEvent event) {
    return event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + " "
        + event.getKeyValuePairs() + " "
        + (event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }

  private static void look(String where, String text) {
    List<String> found = PersonalData.in(text);
    if (!found.isEmpty()) {
      HITS.incrementAndGet();
      FOUND.add(where + " has " + found + ": " + text.strip());
    }
  }

  /** Takes what is found while it is open, for tests of the search itself. */
  static Quiet quietly() {
    return new Quiet();
  }

  static final class Quiet implements AutoCloseable {
    private final List<String> taken = new ArrayList<>();

    List<String> all() {
      for (String next = FOUND.poll(); next != null; next = FOUND.poll()) {
        HITS.decrementAndGet();
        taken.add(next);
      }
      return taken;
    }

    @Override
    public void close() {
      var unused = all();
    }
  }

  /** Searches what a client gets of the gateway for what no error must tell; data it may have is passed over. */
  public static void search(HttpResponse<String> answer) {
    search(answer.headers().map().toString(), answer.body());
  }

  /** As {@link #search(HttpResponse)}. */
  public static void search(String headers, String body) {
    ANSWERS.incrementAndGet();
    look("headers", headers);
    if (!body.contains("\"errors\"")) {
      return;
    }
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException cut) {
      look("answer", body);
      return;
    }
    for (JsonNode answer : json.isArray() ? json : List.of(json)) {
      for (JsonNode error : answer.path("errors")) {
        // Aliases, which are the client's own words.
        look(
            "error",
            error instanceof ObjectNode object
                ? object.deepCopy().without("path").toString()
                : error.toString());
      }
    }
  }

  /** Searches all that an operator gets of the management port. */
  public static void searchWhole(HttpResponse<String> answer) {
    ANSWERS.incrementAndGet();
    look("management", answer.headers().map() + " " + answer.body());
  }
}
