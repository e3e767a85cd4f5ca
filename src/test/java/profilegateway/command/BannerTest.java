package profilegateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BannerTest {
  private final StringWriter out = new StringWriter();
  private final Banner banner =
      new Banner().with("graphql", "http://127.0.0.1:4000/graphql").with("MPARTICLE_ORG_ID", "1");

  @Test
  void atATerminalEachFactHasALine() {
    banner.show(shell(true));

    assertThat(out.toString().lines())
        .containsExactly("  graphql     http://127.0.0.1:4000/graphql", "  MPARTICLE_ORG_ID=1");
  }

  @Test
  void elsewhereTheFactsAreOneLineOfTheLog() {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger log = (Logger) LoggerFactory.getLogger(Log.NAME);
    log.addAppender(lines);
    try {
      banner.show(shell(false));
    } finally {
      log.detachAppender(lines);
    }

    assertThat(out.toString()).isEmpty();
    assertThat(lines.list).singleElement().satisfies(line -> {
      assertThat(line.getMessage()).isEqualTo("listening");
      assertThat(line.getKeyValuePairs())
          .extracting(Object::toString)
          .containsExactly("graphql=\"http://127.0.0.1:4000/graphql\"", "MPARTICLE_ORG_ID=\"1\"");
    });
  }

  private Shell shell(boolean terminal) {
    BufferedReader nothing = new BufferedReader(Reader.nullReader());
    PrintWriter writer = new PrintWriter(out, true);
    return new Shell(
        Map.of(),
        Path.of(""),
        nothing,
        writer,
        writer,
        terminal,
        (running, sayReady) -> sayReady.run());
  }
}
