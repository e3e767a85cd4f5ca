package profilegateway.access.persisted;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files that trusted documents are read from, and read again when one of them has changed. Blocks. */
final class ManifestFiles {
  private static final long LARGEST = 32L * 1024 * 1024;

  private final List<Path> places;
  private final PersistedEvents events;
  private List<Seen> lastSeen;
  private volatile TrustedDocuments documents;

  /** What changes when a file does. */
  private record Seen(Path file, long size, Object modified, String key) {}

  /**
   * Reads them for the first time.
   *
   * @param places files, or folders of which every {@code .json} file counts
   * @throws UnusableManifest when one cannot be used
   */
  ManifestFiles(List<Path> places, PersistedEvents events) {
    this.places = places;
    this.events = events;
    this.lastSeen = seen();
    this.documents = places.isEmpty() ? TrustedDocuments.NONE : read(lastSeen);
    if (!places.isEmpty()) {
      events.loaded(documents.size());
    }
  }

  /** What they held when all of them could be used last. */
  TrustedDocuments documents() {
    return documents;
  }

  /** Looks whether any has changed. */
  synchronized void look() {
    try {
      List<Seen> now = seen();
      if (!now.equals(lastSeen)) {
        documents = read(now);
        lastSeen = now;
        events.loaded(documents.size());
      }
    } catch (UnusableManifest wrong) {
      // Seen anew the next time: it may be that somebody is still writing.
      events.unusable(String.valueOf(wrong.getMessage()));
    }
  }

  private static TrustedDocuments read(List<Seen> files) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Seen seen : files) {
      try {
        addTo(texts, Manifest.read(text(seen)));
      } catch (UnusableManifest wrong) {
        throw new UnusableManifest(seen.file() + " " + wrong.getMessage());
      }
    }
    if (texts.isEmpty()) {
      throw new UnusableManifest("there is no document in any of them");
    }
    return new TrustedDocuments(texts);
  }

  private static void addTo(Map<String, String> texts, Map<String, String> further) {
    further.forEach((id, text) -> {
      String before = texts.putIfAbsent(id, text);
      if (before != null && !before.equals(text)) {
        throw new UnusableManifest("has another text for an id than a manifest before it");
      }
    });
  }

  private static String text(Seen seen) {
    if (seen.size() > LARGEST) {
      throw new UnusableManifest("is larger than 32 MiB");
    }
    try {
      return Files.readString(seen.file());
    } catch (CharacterCodingException notText) {
      throw new UnusableManifest("is not text in UTF-8");
    } catch (IOException unreadable) {
      throw new UnusableManifest("cannot be read");
    }
  }

  private List<Seen> seen() {
    List<Seen> seen = new ArrayList<>();
    for (Path place : places) {
      try {
        for (Path file : filesOf(place)) {
          BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
          seen.add(
              new Seen(file, now.size(), now.lastModifiedTime(), String.valueOf(now.fileKey())));
        }
      } catch (IOException unreadable) {
        throw new UnusableManifest(place + " cannot be read");
      }
    }
    return seen;
  }

  /** A folder's own files, not those below: tools that swap folders keep the old ones there. */
  private static List<Path> filesOf(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> inside = Files.list(place)) {
      return inside
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
