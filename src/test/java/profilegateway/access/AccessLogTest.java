package profilegateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import profilegateway.testing.TestClock;

class AccessLogTest {
  private final TestClock clock = new TestClock();
  private final AccessLog log = new AccessLog(clock::nanoTime);
  private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.class);
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(appender);
  }

  private List<String> lines() {
    return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aReasonIsToldOnceAMinuteHoweverManyAreRefused() {
    for (int i = 0; i < 1000; i++) {
      log.refused(Refusal.Reason.AUDIENCE);
    }
    log.refused(Refusal.Reason.SIGNATURE);
    assertThat(lines())
        .containsExactly(
            "Refused: a token whose aud is none of GATEWAY_JWT_AUDIENCE. Requests since this was told last: 1.",
            "Refused: a token whose signature is wrong. Requests since this was told last: 1.");

    clock.pass(Duration.ofMinutes(1));
    log.refused(Refusal.Reason.AUDIENCE);
    assertThat(lines())
        .hasSize(3)
        .last()
        .asString()
        .endsWith(" Requests since this was told last: 1000.");
  }

  @Test
  void noReasonIsTooOrdinaryToBeTold() {
    for (Refusal.Reason reason : Refusal.Reason.values()) {
      log.refused(reason);
    }

    assertThat(appender.list)
        .hasSize(Refusal.Reason.values().length)
        .allMatch(line -> line.getLevel().equals(Level.INFO));
  }

  @Test
  void aKeyServerIsToldOnceUntilItIsBack() {
    for (int i = 0; i < 10; i++) {
      log.keysUnavailable("https://issuer.example/keys", "no connection");
    }
    log.keysFetched("https://issuer.example/keys");
    log.keysFetched("https://issuer.example/keys");

    assertThat(lines())
        .containsExactly(
            "No keys came from https://issuer.example/keys (no connection): those that are known go on.",
            "Keys come from https://issuer.example/keys again.");
  }
}
