package profilegateway.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.slf4j.LoggerFactory;

/**
 * Writes the log of each test class to a file of its own instead of the console, and prints the path of the file when a test
 * fails. JUnit discovers this extension by itself. It is registered before {@link SearchedRun}, whose filters apply to the file too.
 */
public final class TestLog implements BeforeAllCallback, AfterAllCallback, TestWatcher {
  private static final Path DIRECTORY = Path.of("target", "test-logs");
  private static final FileAppender<ILoggingEvent> FILE = new FileAppender<>();

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (isNested(context)) {
      return;
    }
    if (FILE.isStarted()) {
      FILE.openFile(path(context).toString());
    } else {
      start(path(context));
    }
  }

  private static void start(Path first) {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    List<Appender<ILoggingEvent>> console = new ArrayList<>();
    root.iteratorForAppenders().forEachRemaining(console::add);
    // They are not stopped: commands under test still flush them.
    console.forEach(root::detachAppender);
    FILE.setContext(root.getLoggerContext());
    FILE.setEncoder(encoder(root.getLoggerContext()));
    FILE.setAppend(false);
    FILE.setFile(first.toString());
    FILE.start();
    root.addAppender(FILE);
  }

  private static PatternLayoutEncoder encoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} [%thread] %-5level %logger{0} - %msg %kvp%n%ex");
    encoder.start();
    return encoder;
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    printPath(context);
  }

  /** A class whose {@code @BeforeAll} fails has no failed test. */
  @Override
  public void afterAll(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      printPath(context);
    }
  }

  private static void printPath(ExtensionContext context) {
    System.err.printf("%s failed; its log is %s%n", context.getDisplayName(), path(context));
  }

  private static Path path(ExtensionContext context) {
    Class<?> outermost = context.getRequiredTestClass();
    while (outermost.getEnclosingClass() != null) {
      outermost = outermost.getEnclosingClass();
    }
    return DIRECTORY.resolve(outermost.getName() + ".log");
  }

  private static boolean isNested(ExtensionContext context) {
    return context.getRequiredTestClass().getEnclosingClass() != null;
  }
}
