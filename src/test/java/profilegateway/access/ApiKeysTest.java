package profilegateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.access.Caller.Kind;

class ApiKeysTest {
  private static final String KEY = "pgk_Zm9yLXRoZS10ZXN0LW9ubHk";
  private static final String HASH = Sha256.of(KEY);

  @TempDir
  private Path folder;

  private final List<String> events = new ArrayList<>();

  @Test
  void aServerIsKnownByItsKey() throws Refusal {
    Caller caller =
        ApiKeys.read("""
        # the recommendation service

        %s   recommendations profile:read,profile:identities
        """.formatted(HASH.toUpperCase(java.util.Locale.ROOT))).caller(KEY);

    assertThat(caller.kind()).isEqualTo(Kind.API_KEY);
    assertThat(caller.hash()).isEqualTo("key:recommendations");
    assertThat(caller.scopes().names())
        .containsExactlyInAnyOrder("profile:read", "profile:identities");
    assertThat(caller.viewer()).isNull();
    assertThat(caller.mpid()).isNull();
  }

  @Test
  void aServerMayHaveNoScopesAndTwoKeysAtATime() throws Refusal {
    ApiKeys keys = ApiKeys.read(HASH + " a\r\n" + Sha256.of("next") + " a\r\n");

    assertThat(keys.caller(KEY).scopes().names()).isEmpty();
    assertThat(keys.caller("next").hash()).isEqualTo("key:a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "pgk_", "x", "pgk_Zm9yLXRoZS10ZXN0LW9ubHl"})
  void anotherKeyIsRefused(String other) {
    ApiKeys keys = ApiKeys.read(HASH + " a");

    assertThatThrownBy(() -> keys.caller(other)).hasMessage("API_KEY");
    assertThatThrownBy(() -> keys.caller(HASH)).hasMessage("API_KEY");
    assertThatThrownBy(() -> keys.caller(KEY.repeat(1000))).hasMessage("API_KEY");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc name| line 2: the hash has 3 digits; a SHA-256 has 64",
        "{HASH}0 name| line 2: the hash has 65 digits; a SHA-256 has 64",
        "hunter2 name| line 2: the hash is not written in digits and letters a to f",
        "{HASH}| line 2 is not: hash, name, scopes (with commas between them)",
        "{HASH} a b c| line 2 is not: hash, name, scopes (with commas between them)",
        "{HASH} näme| line 2: a name has 1 to 64 letters, digits, dots, - and _",
        "{HASH} a profile:read,| line 2: there is a scope that no scope can be called",
        "{HASH} a \"x\"| line 2: there is a scope that no scope can be called",
        "{NOTHING} a| line 2 has the hash of an empty key",
        "{KEY} a| line 2 has the hash of a line before"
      })
  void aWrongLineIsToldByItsNumberAndNothingOfItIsShown(String line, String message) {
    String wrong = line.replace("{HASH}", HASH.replace('a', 'b'))
        .replace("{NOTHING}", Sha256.of(""))
        .replace("{KEY}", HASH);

    assertThatThrownBy(() -> ApiKeys.read(HASH + " a\n" + wrong))
        .isInstanceOf(UnusableFile.class)
        .hasMessage(message);
  }

  private WatchedFile<ApiKeys> open(Path file) {
    return ApiKeys.in(file, new AccessEvents() {
      @Override
      public void fileReloaded(String name) {
        events.add("reloaded");
      }

      @Override
      public void fileUnusable(String name, String why) {
        events.add(why);
      }
    });
  }

  private static boolean isKnown(WatchedFile<ApiKeys> file, String key) {
    try {
      return file.content().caller(key).kind() == Kind.API_KEY;
    } catch (Refusal refusal) {
      return false;
    }
  }

  @Test
  void aChangeOfTheFileIsSeen() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), HASH + " a\n");
    WatchedFile<ApiKeys> keys = open(file);
    keys.look();
    assertThat(events).isEmpty();

    write(file, Sha256.of("next") + " a\n");
    keys.look();
    assertThat(isKnown(keys, KEY)).isFalse();
    assertThat(isKnown(keys, "next")).isTrue();

    write(file, "# nobody any more\n");
    keys.look();
    assertThat(isKnown(keys, "next")).isFalse();
    assertThat(events).containsExactly("reloaded", "reloaded");
  }

  @Test
  void aChangeThatCannotBeUsedLeavesTheOldKeys() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), HASH + " a\n");
    WatchedFile<ApiKeys> keys = open(file);

    write(file, "");
    keys.look();
    write(file, HASH.substring(1) + " a\n");
    keys.look();
    keys.look();
    Files.write(file, new byte[] {(byte) 0xFF});
    keys.look();
    Files.write(file, new byte[1024 * 1024 + 1]);
    keys.look();
    Files.delete(file);
    keys.look();

    assertThat(isKnown(keys, KEY)).isTrue();
    assertThat(events)
        .containsExactly(
            "it is empty",
            "line 1: the hash has 63 digits; a SHA-256 has 64",
            "it is not text in UTF-8",
            "it is larger than 1 MiB",
            "it cannot be read");

    write(file, Sha256.of("next") + " a\n");
    keys.look();
    assertThat(isKnown(keys, "next")).isTrue();
  }

  @Test
  void aFileThatCannotBeUsedAtTheStartIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("keys"), "\n");

    assertThatThrownBy(() -> open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GATEWAY_API_KEYS_FILE " + file + ": it is empty");
  }

  private static void write(Path file, String text) throws IOException {
    var unused = Files.writeString(file, text);
  }
}
