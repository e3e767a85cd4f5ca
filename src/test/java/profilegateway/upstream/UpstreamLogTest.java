package profilegateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import profilegateway.config.QuotaConfig;
import profilegateway.profile.Lane;
import profilegateway.testing.TestClock;

class UpstreamLogTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final Logger logger = (Logger) LoggerFactory.getLogger(UpstreamLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final TestClock clock = new TestClock();
  private final UpstreamLog log = new UpstreamLog(new QuotaConfig(15, 0, 3), clock::nanoTime);

  @BeforeEach
  void listen() {
    logger.setAdditive(false);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(lines);
    logger.setAdditive(true);
  }

  static Stream<Arguments> passing() {
    return Stream.of(
        passing(Level.WARN, "server errors: %d since", log -> log.answered(Lane.OTHER, 503)),
        passing(
            Level.WARN,
            "answers 429, too many calls: %d since",
            log -> log.answered(Lane.OTHER, 429)),
        passing(Level.WARN, "not answer in time: %d calls", log -> log.timedOut(Lane.OTHER)),
        passing(Level.WARN, "cuts connections: %d calls", log -> log.unanswered(Lane.OTHER)),
        passing(Level.WARN, "cannot be used: %d since", UpstreamEvents::unreadable),
        passing(Level.WARN, "are taken", UpstreamEvents::crowded),
        passing(Level.WARN, "calls are stopped", UpstreamEvents::callsStopped),
        passing(Level.INFO, "calls go on", UpstreamEvents::callsResumed),
        passing(Level.ERROR, "another profile", UpstreamEvents::otherProfileAnswered),
        passing(Level.ERROR, "no usable token (status 500), %d", log -> log.tokenUnavailable(500)));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayPassIsToldOnceAMinuteWithItsNumber(
      Level level, String text, Consumer<UpstreamEvents> event) {
    for (int second = 0; second < 60; second++) {
      event.accept(log);
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(lines.list).hasSize(1);
    assertTold(level, text.formatted(1), lines.list.get(0));

    event.accept(log);
    assertThat(lines.list).hasSize(2);
    assertTold(level, text.formatted(60), lines.list.get(1));
  }

  static Stream<Arguments> lasting() {
    return Stream.of(
        passing(Level.WARN, "400", UpstreamEvents::invalidProfile),
        passing(Level.ERROR, "status 403", log -> log.refused(403)),
        passing(Level.ERROR, "status 401", log -> log.tokenRefused(401)),
        passing(
            Level.ERROR,
            "/run/secrets/mparticle",
            log -> log.secretUnreadable("/run/secrets/mparticle")));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void whatAnOperatorHasToMendIsToldOnceAnHour(
      Level level, String text, Consumer<UpstreamEvents> event) {
    for (int minute = 0; minute < 60; minute++) {
      event.accept(log);
      clock.pass(A_MINUTE);
    }
    assertThat(lines.list).hasSize(1);
    assertTold(level, text, lines.list.get(0));

    event.accept(log);
    assertThat(lines.list).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
          Redis is away | is away
          CONNECTION_CLOSED | is away
          NOPERM this user has no permissions to run the 'evalsha' command | refuses (NOPERM)
          ERR Error running script (call to f_1): @user_script:4: WRONGTYPE Operation against | refuses (WRONGTYPE)
          ERR unknown command 'EVALSHA', with args beginning with: 'somebody' | refuses (ERR)
          """)
  void aRefusalIsToldByItsFirstWord(String message, String told) {
    log.fleetLost(new IOException(message));

    assertThat(lines.list.get(0).getFormattedMessage()).startsWith("Redis " + told + ": this");
  }

  @Test
  void withoutAQuotaThereIsNoShareToKeepTo() {
    new UpstreamLog(new QuotaConfig(0, 0, 3), clock::nanoTime)
        .fleetLost(new TimeoutException("no answer in time"));

    assertThat(lines.list.get(0).getFormattedMessage())
        .startsWith("Redis is silent: pauses after a 429 are not shared");
  }

  @Test
  void aRedisThatComesAndGoesIsToldOfNowAndThen() {
    for (int second = 0; second < 11; second++) {
      log.fleetLost(new TimeoutException("no answer in time"));
      log.fleetBack();
      clock.pass(Duration.ofSeconds(1));
    }

    assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage))
        .containsExactly(
            "Redis is silent: this instance keeps to its share of the quota, see GATEWAY_INSTANCES"
                + " (1 times since this was last told).",
            "Redis is back: the quota is shared again.",
            "Redis is silent: this instance keeps to its share of the quota, see GATEWAY_INSTANCES"
                + " (10 times since this was last told).",
            "Redis is back: the quota is shared again.");
  }

  @Test
  void oneKindDoesNotHideAnother() {
    log.answered(Lane.OTHER, 500);
    log.answered(Lane.OTHER, 429);
    log.timedOut(Lane.OTHER);
    log.refused(403);
    log.refused(402);

    assertThat(lines.list).hasSize(5);
  }

  @Test
  void ordinaryAnswersAreNotToldOf() {
    for (int status : new int[] {200, 400, 401, 403, 404}) {
      log.answered(Lane.OTHER, status);
    }
    log.called(Lane.VIEWER);

    assertThat(lines.list).isEmpty();
  }

  @Test
  void afterAQuietTimeTheFirstIsToldAtOnce() {
    log.timedOut(Lane.OTHER);
    clock.pass(AN_HOUR);
    log.timedOut(Lane.OTHER);

    assertThat(lines.list.stream().map(ILoggingEvent::getFormattedMessage))
        .hasSize(2)
        .allMatch(line -> line.contains(": 1 calls"));
  }

  private static Arguments passing(Level level, String text, Consumer<UpstreamEvents> event) {
    return Arguments.of(level, text, event);
  }

  private static void assertTold(Level level, String text, ILoggingEvent line) {
    assertThat(line.getLevel()).isEqualTo(level);
    assertThat(line.getFormattedMessage()).contains(text);
  }
}
