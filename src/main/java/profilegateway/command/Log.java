package profilegateway.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import profilegateway.config.LogFormat;
import profilegateway.config.reading.Settings;
import profilegateway.observe.logs.LogQueue;
import profilegateway.profile.Bug;

/** What the process says of itself in the log. */
final class Log {
  /** As a person who reads the log knows it: the process itself. */
  static final String NAME = "profilegateway.Main";

  private Log() {}

  private static final long FLUSHING_SECONDS = 2;

  /** Has lines go to the standard output of this process, which then is no one else's. To be called before {@link #set}. */
  static void isOfProcess() {
    System.setProperty("profilegateway.log.process", "true");
  }

  /** Sets how much is logged, and how. It has an effect before the first line only: logback.xml reads it then. */
  static void set(Settings settings, Shell shell) {
    String level = settings.logLevel();
    System.setProperty("profilegateway.log.level", level);
    System.setProperty("profilegateway.log.libraries", level.equals("error") ? level : "warn");
    System.setProperty("profilegateway.log.format", format(settings.logFormat(), shell));
  }

  private static String format(LogFormat wanted, Shell shell) {
    return switch (wanted) {
      case AUTO -> shell.terminal() ? "text" : "json";
      case TEXT -> "text";
      case JSON -> "json";
    };
  }

  /** Waits until what was logged is written, but not for long: it may be that nobody takes it. */
  static void flush() {
    try {
      var unused = LogQueue.flushed().get(FLUSHING_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException lost) {
      // There is no place to tell it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One line with the actual addresses, and whatever else a person at a terminal would be told. */
  static void listening(Map<String, String> facts) {
    LoggingEventBuilder line = LoggerFactory.getLogger(NAME).atInfo();
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      line = line.addKeyValue(fact.getKey(), fact.getValue());
    }
    line.log("listening");
  }

  static void notes(List<StartNotes.Note> notes) {
    Logger log = LoggerFactory.getLogger(NAME);
    notes.forEach(note -> log.atLevel(note.level()).log(note.sentence()));
  }

  /** Something that is allowed and rarely meant. */
  static void warning(String sentence) {
    LoggerFactory.getLogger(NAME).warn(sentence);
  }

  static void failedToStart(Throwable failure) {
    LoggerFactory.getLogger(NAME).error("did not start", failure);
  }

  static void closed() {
    LoggerFactory.getLogger(NAME).info("closed");
  }

  /** Something that nobody was prepared for. Without its words: of an answer from upstream they are somebody's profile. */
  static void uncaught(Throwable thrown) {
    LoggerFactory.getLogger(NAME).error("a bug", Bug.of(thrown));
  }

  static void failedToClose(Throwable failure) {
    LoggerFactory.getLogger(NAME).warn("did not close as it should", failure);
  }
}
