package profilegateway.access.persisted;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import profilegateway.access.Caller;
import profilegateway.access.Sha256;
import profilegateway.config.PersistedConfig;
import profilegateway.config.PersistedMode;
import profilegateway.testing.LogLines;

@ExtendWith(VertxExtension.class)
class PersistedDocumentsTest {
  private static final String TRUSTED = "query T { viewer { mpid } }";
  private static final String OTHER = "{ viewer { isOptedOut } }";
  private static final String HASH = Sha256.of(OTHER);

  @TempDir
  private Path folder;

  private Vertx vertx;
  private final Map<String, String> inRedis = new HashMap<>();
  private boolean away;
  private final SharedDocuments shared = new SharedDocuments() {
    @Override
    public Future<Optional<String>> find(String sha256) {
      return away
          ? Future.failedFuture("away")
          : Future.succeededFuture(Optional.ofNullable(inRedis.get(sha256)));
    }

    @Override
    public Future<Void> keep(String sha256, String text) {
      if (away) {
        return Future.failedFuture("away");
      }
      inRedis.put(sha256, text);
      return Future.succeededFuture();
    }
  };

  @BeforeEach
  void open(Vertx opened) {
    vertx = opened;
  }

  private PersistedDocuments documents(PersistedMode mode, boolean automatic) throws IOException {
    Path manifest = Files.writeString(
        folder.resolve("m.json"), "{\"t\": \"" + TRUSTED + "\", \"sha256:u\": \"{ u }\"}");
    List<Path> manifests = mode == PersistedMode.OFF ? List.of() : List.of(manifest);
    return PersistedDocuments.open(
        vertx, new PersistedConfig(manifests, mode, automatic), shared, new PersistedLog(() -> 0));
  }

  /** The text that is executed, or why none is. */
  private static String ask(
      PersistedDocuments documents, @Nullable String text, @Nullable String id) {
    return documents
        .find(new AskedDocument(text, id), "r1", Caller.ANONYMOUS)
        .map(KnownDocument::text)
        .otherwise(refusal -> ((DocumentRefusal) refusal).reason().name())
        .result();
  }

  private static void execute(
      PersistedDocuments documents, @Nullable String text, @Nullable String id) {
    documents.executed(
        documents.find(new AskedDocument(text, id), "r1", Caller.ANONYMOUS).result());
  }

  @ParameterizedTest
  @CsvSource({
    // mode, automatic, a text, a trusted id, an unknown id, an unknown hash
    "OFF, true, executed, NOT_FOUND, NOT_FOUND, NOT_FOUND",
    "OFF, false, executed, NOT_SUPPORTED, NOT_SUPPORTED, NOT_SUPPORTED",
    "LOG, true, executed, executed, NOT_FOUND, NOT_FOUND",
    "LOG, false, executed, executed, NOT_FOUND, NOT_FOUND",
    "ENFORCE, false, NOT_TRUSTED, executed, NOT_FOUND, NOT_FOUND"
  })
  void whatIsExecutedDependsOnTheMode(
      PersistedMode mode,
      boolean automatic,
      String text,
      String trustedId,
      String unknownId,
      String unknownHash)
      throws IOException {
    PersistedDocuments documents = documents(mode, automatic);

    assertThat(ask(documents, OTHER, null)).isEqualTo(text.replace("executed", OTHER));
    assertThat(ask(documents, null, "t")).isEqualTo(trustedId.replace("executed", TRUSTED));
    assertThat(ask(documents, null, "v")).isEqualTo(unknownId);
    assertThat(ask(documents, null, HASH)).isEqualTo(unknownHash);
  }

  @ParameterizedTest
  @CsvSource({"LOG", "ENFORCE"})
  void aTrustedTextIsTrustedHoweverItIsAsked(PersistedMode mode) throws IOException {
    PersistedDocuments documents = documents(mode, false);

    assertThat(ask(documents, TRUSTED, null)).isEqualTo(TRUSTED);
    assertThat(ask(documents, TRUSTED, "t")).isEqualTo(TRUSTED);
    assertThat(ask(documents, TRUSTED, Sha256.of(TRUSTED))).isEqualTo(TRUSTED);
    assertThat(ask(documents, null, "sha256:t")).isEqualTo(TRUSTED);
    assertThat(ask(documents, null, Sha256.of(TRUSTED))).isEqualTo(TRUSTED);
    assertThat(ask(documents, null, "u")).isEqualTo("{ u }");
    assertThat(ask(documents, TRUSTED, "u")).isEqualTo("HASH_MISMATCH");
  }

  @Test
  void aTextThatIsAlmostTrustedIsNot() throws IOException {
    assertThat(ask(documents(PersistedMode.ENFORCE, false), TRUSTED + " ", null))
        .isEqualTo("NOT_TRUSTED");
  }

  @Test
  void aDocumentIsKnownByItsHashOnceItWasExecuted() throws IOException {
    PersistedDocuments documents = documents(PersistedMode.OFF, true);

    assertThat(ask(documents, OTHER, HASH)).isEqualTo(OTHER);
    assertThat(ask(documents, null, HASH)).as("asked, not executed").isEqualTo("NOT_FOUND");
    execute(documents, OTHER, null);
    assertThat(ask(documents, null, HASH)).as("sent without its hash").isEqualTo("NOT_FOUND");
    execute(documents, OTHER, HASH);
    assertThat(ask(documents, null, HASH)).isEqualTo(OTHER);
    assertThat(ask(documents, null, "sha256:" + HASH)).isEqualTo(OTHER);
  }

  @Test
  void whatOneInstanceKnowsOthersDo() throws IOException {
    execute(documents(PersistedMode.OFF, true), OTHER, HASH);

    assertThat(inRedis).isEqualTo(Map.of(HASH, OTHER));
    PersistedDocuments another = documents(PersistedMode.OFF, true);
    assertThat(ask(another, null, HASH)).isEqualTo(OTHER);
    inRedis.clear();
    assertThat(ask(another, null, HASH)).as("now its own").isEqualTo(OTHER);
  }

  @Test
  void aSharedTextIsHeldAgainstItsHash() throws IOException {
    inRedis.put(HASH, "{ viewer { userIdentities { value } } }");

    assertThat(ask(documents(PersistedMode.OFF, true), null, HASH)).isEqualTo("NOT_FOUND");
  }

  @Test
  void withoutRedisAnInstanceKnowsItsOwn() throws IOException {
    away = true;
    PersistedDocuments documents = documents(PersistedMode.OFF, true);

    assertThat(ask(documents, null, HASH)).isEqualTo("NOT_FOUND");
    execute(documents, OTHER, HASH);
    assertThat(ask(documents, null, HASH)).isEqualTo(OTHER);
  }

  @Test
  void aHashOfAnotherTextIsRefused() throws IOException {
    assertThat(ask(documents(PersistedMode.OFF, true), TRUSTED, HASH)).isEqualTo("HASH_MISMATCH");
    assertThat(ask(documents(PersistedMode.OFF, false), TRUSTED, HASH)).isEqualTo("HASH_MISMATCH");
    assertThat(inRedis).isEmpty();
  }

  @Test
  void nothingIsRegisteredWhereThatIsOff() throws IOException {
    for (PersistedMode mode : List.of(PersistedMode.OFF, PersistedMode.LOG)) {
      PersistedDocuments documents = documents(mode, false);
      execute(documents, OTHER, HASH);
      assertThat(ask(documents, null, HASH)).doesNotContain("{");
    }
    assertThat(inRedis).isEmpty();
  }

  @Test
  void moreThanThereIsRoomForIsForgotten() throws IOException {
    away = true;
    PersistedDocuments documents = documents(PersistedMode.OFF, true);
    long found = 0;
    for (int number = 0; number < 100; number++) {
      String text = "#" + number + "x".repeat(200_000) + "\n{ a }";
      execute(documents, text, Sha256.of(text));
      found += ask(documents, null, Sha256.of(text)).equals(text) ? 1 : 0;
    }
    long kept = 0;
    for (int number = 0; number < 100; number++) {
      String text = "#" + number + "x".repeat(200_000) + "\n{ a }";
      kept += ask(documents, null, Sha256.of(text)).equals(text) ? 1 : 0;
    }

    assertThat(found).isPositive();
    assertThat(kept).isBetween(1L, 20L);
  }

  @Test
  void whatIsInNoManifestIsLoggedWithoutItsTextAndNotWithoutEnd() throws IOException {
    PersistedDocuments documents = documents(PersistedMode.LOG, false);
    try (LogLines log = LogLines.open()) {
      for (int number = 0; number < 100; number++) {
        assertThat(ask(documents, "{ secret" + number + " }", null)).startsWith("{");
      }
      assertThat(ask(documents, TRUSTED, null)).isEqualTo(TRUSTED);

      assertThat(log.all())
          .hasSize(20)
          .allMatch(line -> line.contains("An operation is in no manifest, and was executed.")
              && line.contains("request=\"r1\"")
              && !line.contains("secret"));
    }
  }

  @Test
  void anIdThatIsNoHashIsNotLogged() throws IOException {
    PersistedDocuments documents = documents(PersistedMode.ENFORCE, false);
    try (LogLines log = LogLines.open()) {
      assertThat(ask(documents, null, "somebody@example.com")).isEqualTo("NOT_FOUND");
      assertThat(ask(documents, null, HASH)).isEqualTo("NOT_FOUND");

      assertThat(log.all()).hasSize(2).noneMatch(line -> line.contains("somebody"));
      assertThat(log.all().get(1)).contains(HASH, "and was refused");
    }
  }
}
