package profilegateway.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What is logged at the default level while it is open, but for what Vert.x says of a machine that has other things to do. */
public final class LogLines implements AutoCloseable {
  private static final String BLOCKED = "io.vertx.core.internal.threadchecker.BlockedThreadChecker";

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
    @Override
    protected void append(ILoggingEvent event) {
      if (!event.getLoggerName().equals(BLOCKED)) {
        event.prepareForDeferredProcessing();
        events.add(event);
      }
    }
  };

  private LogLines() {}

  public static LogLines open() {
    LogLines lines = new LogLines();
    ThresholdFilter atInfo = new ThresholdFilter();
    atInfo.setLevel(Level.INFO.levelStr);
    atInfo.start();
    lines.appender.addFilter(atInfo);
    lines.appender.setContext(lines.root.getLoggerContext());
    lines.appender.start();
    lines.root.addAppender(lines.appender);
    return lines;
  }

  /** Each line with its level and logger, and with the whole stack of what was thrown. */
  public List<String> all() {
    return events.stream().map(LogLines::text).toList();
  }

  /** What the lines of one logger say by name. */
  public List<Map<String, Object>> fields(String logger) {
    return events.stream()
        .filter(event -> event.getLoggerName().equals(logger))
        .map(LogLines::fields)
        .toList();
  }

  private static Map<String, Object> fields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(field -> fields.put(field.key, field.value));
    }
    return fields;
  }

  /** Those that an operator has to look at. */
  public List<String> alarming() {
    return events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(LogLines::text)
        .toList();
  }

  private static String text(ILoggingEvent event) {
    String logger = event.getLoggerName();
    return event.getLevel() + " " + logger.substring(logger.lastIndexOf('.') + 1) + " "
        + event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
        + (event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }

  @Override
  public void close() {
    root.detachAppender(appender);
  }
}
