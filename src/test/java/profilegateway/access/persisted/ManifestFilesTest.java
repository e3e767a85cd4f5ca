package profilegateway.access.persisted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFilesTest {
  @TempDir
  private Path folder;

  private final List<String> told = new ArrayList<>();
  private final PersistedEvents events = new PersistedEvents() {
    @Override
    public void loaded(int documents) {
      told.add("loaded " + documents);
    }

    @Override
    public void unusable(String why) {
      told.add(why.replace(folder.toString(), "…"));
    }
  };

  private void write(String name, String text) throws IOException {
    var unused = Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aFileThatHasChangedIsReadAgain() throws IOException {
    Path file = folder.resolve("a.json");
    write("a.json", "{\"1\": \"{ a }\"}");
    ManifestFiles files = new ManifestFiles(List.of(file), events);
    files.look();
    write("a.json", "{\"1\": \"{ a }\", \"2\": \"{ b }\"}");
    files.look();
    files.look();

    assertThat(files.documents().text("2")).isEqualTo("{ b }");
    assertThat(told).containsExactly("loaded 1", "loaded 2");
  }

  @Test
  void whatWasInUseStaysInUseWhileAFileIsBroken() throws IOException {
    Path file = folder.resolve("a.json");
    write("a.json", "{\"1\": \"{ a }\"}");
    ManifestFiles files = new ManifestFiles(List.of(file), events);
    write("a.json", "{\"1\": \"{ a }\", \"2\": ");
    files.look();
    assertThat(files.documents().text("1")).isEqualTo("{ a }");
    Files.delete(file);
    files.look();
    assertThat(files.documents().text("1")).isEqualTo("{ a }");
    write("a.json", "{}");
    files.look();
    assertThat(files.documents().text("1")).isEqualTo("{ a }");
    write("a.json", "{\"3\": \"{ c }\"}");
    files.look();

    assertThat(files.documents().text("1")).isNull();
    assertThat(files.documents().text("3")).isEqualTo("{ c }");
    assertThat(told)
        .containsExactly(
            "loaded 1",
            "…/a.json is not valid JSON",
            "…/a.json cannot be read",
            "there is no document in any of them",
            "loaded 1");
  }

  @Test
  void everyManifestOfAFolderCounts() throws IOException {
    write("a.json", "{\"1\": \"{ a }\"}");
    write("b.json", "{\"2\": \"{ b }\"}");
    write("notes.txt", "no manifest");
    write(".c.json", "written by an editor");
    Files.createDirectory(folder.resolve("old.json"));
    ManifestFiles files = new ManifestFiles(List.of(folder), events);

    assertThat(files.documents().size()).isEqualTo(2);

    Files.delete(folder.resolve("a.json"));
    files.look();

    assertThat(files.documents().text("1")).isNull();
    assertThat(files.documents().text("2")).isEqualTo("{ b }");
  }

  @Test
  void oneIdHasOneText() throws IOException {
    write("a.json", "{\"1\": \"{ a }\", \"2\": \"{ b }\"}");
    write("b.json", "{\"1\": \"{ a }\"}");
    assertThat(new ManifestFiles(List.of(folder), events).documents().size()).isEqualTo(2);

    write("c.json", "{\"2\": \"{ other }\"}");
    assertThatThrownBy(() -> new ManifestFiles(List.of(folder), events))
        .isInstanceOf(UnusableManifest.class)
        .hasMessage(folder + "/c.json has another text for an id than a manifest before it");
  }

  @Test
  void aFolderWithoutAManifestIsAMistake() {
    assertThatThrownBy(() -> new ManifestFiles(List.of(folder), events))
        .isInstanceOf(UnusableManifest.class)
        .hasMessage("there is no document in any of them");
  }

  @Test
  void whereNoneAreNamedNothingIsTrustedAndNothingSaid() {
    assertThat(new ManifestFiles(List.of(), events).documents().size()).isZero();
    assertThat(told).isEmpty();
  }
}
