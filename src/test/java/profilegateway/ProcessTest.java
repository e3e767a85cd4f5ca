package profilegateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a process of its own. */
class ProcessTest {
  /** 128 and the number of the signal. */
  private static final int ENDED_BY_SIGTERM = 143;

  @TempDir
  private Path directory;

  @Test
  @Timeout(60)
  void itSaysThatItListensAndEndsWhenToldTo() throws IOException, InterruptedException {
    Process process =
        start("serve", "--sandbox", "--port=0", "--management-port=0", "--sandbox-port=0");
    try (BufferedReader out = process.inputReader()) {
      String line = out.readLine();
      // On a busy machine Vert.x has a word to say about that before.
      while (line != null && !line.contains("listening")) {
        line = out.readLine();
      }
      assertThat(line)
          .startsWith("{\"timestamp\":\"20")
          .contains(
              "\"level\":\"INFO\",\"logger\":\"profilegateway.Main\",\"message\":\"listening\","
                  + "\"graphql\":\"http://127.0.0.1:")
          .contains("\"viewer\":");

      // Through the handle: Process.destroy closes the streams as well.
      assertThat(process.toHandle().destroy()).isTrue();

      assertThat(out.lines().filter(next -> !next.contains("BlockedThreadChecker")))
          .singleElement()
          .asString()
          .endsWith("\"message\":\"closed\"}");
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
    } finally {
      var unused = process.destroyForcibly();
    }
  }

  @Test
  @Timeout(60)
  void aPlainCommandLineIsReadWithoutTheParser() throws IOException {
    Process process = startWith(
        List.of("-Xlog:class+load:stdout"),
        "serve",
        "--sandbox",
        "--port=0",
        "--management-port=0",
        "--sandbox-port=0");
    try (BufferedReader out = process.inputReader()) {
      List<String> before = out.lines()
          .takeWhile(line -> !line.contains("listening"))
          .filter(line ->
              line.contains(" picocli.CommandLine ") || line.contains(" profilegateway.Gateway "))
          .toList();

      assertThat(before).singleElement().asString().contains(" profilegateway.Gateway ");
    } finally {
      var unused = process.destroyForcibly();
    }
  }

  @Test
  @Timeout(60)
  void aWrongSettingEndsTheProcessWithCode78() throws IOException, InterruptedException {
    Process process = start("serve", "--sandbox", "--port=x");

    assertThat(process.waitFor()).isEqualTo(78);
  }

  private Process start(String... arguments) throws IOException {
    return startWith(List.of(), arguments);
  }

  private Process startWith(List<String> options, String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder = new ProcessBuilder(java);
    builder.command().addAll(options);
    builder
        .command()
        .addAll(List.of("-cp", System.getProperty("java.class.path"), "profilegateway.Main"));
    builder.command().addAll(List.of(arguments));
    builder.environment().keySet().removeIf(name -> name.matches("(GATEWAY|MPARTICLE|SANDBOX)_.*"));
    return builder
        .directory(directory.toFile())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
