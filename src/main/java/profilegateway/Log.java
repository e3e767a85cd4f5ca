package profilegateway;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What the process says of itself in the log. */
final class Log {
  private Log() {}

  /** Sets how much is logged. It has an effect before the first line only: logback.xml reads it then. */
  static void level(String level) {
    System.setProperty("profilegateway.log.level", level);
    System.setProperty("profilegateway.log.libraries", level.equals("error") ? level : "warn");
  }

  /** One line with the actual addresses, and whatever else a person at a terminal would be told. */
  static void listening(Map<String, String> facts) {
    LoggingEventBuilder line = LoggerFactory.getLogger(Main.class).atInfo();
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      line = line.addKeyValue(fact.getKey(), fact.getValue());
    }
    line.log("listening");
  }

  static void notes(List<StartNotes.Note> notes) {
    Logger log = LoggerFactory.getLogger(Main.class);
    notes.forEach(note -> log.atLevel(note.level()).log(note.sentence()));
  }

  /** Something that is allowed and rarely meant. */
  static void warning(String sentence) {
    LoggerFactory.getLogger(Main.class).warn(sentence);
  }

  static void failedToStart(Throwable failure) {
    LoggerFactory.getLogger(Main.class).error("did not start", failure);
  }

  static void closed() {
    LoggerFactory.getLogger(Main.class).info("closed");
  }

  static void failedToClose(Throwable failure) {
    LoggerFactory.getLogger(Main.class).warn("did not close as it should", failure);
  }
}
