package profilegateway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Kinds of values that name files; a relative path starts at the working directory. */
final class FileKinds {
  private FileKinds() {}

  static Kind<Path> file() {
    return Kind.one("a file that exists and can be read", FileKinds::existingFile);
  }

  static Kind<List<Path>> filesOrFolders() {
    return Kind.<Path>one("", text -> {
          Path path = path(text);
          if (!Files.exists(path)) {
            throw new Refused(text, "does not exist");
          }
          if (!Files.isReadable(path)) {
            throw new Refused(text, "cannot be read");
          }
          return path;
        })
        .list("files or folders that exist, with commas between them");
  }

  /** A file that holds a secret; its text is looked at, not kept. */
  static Kind<Secret> secretFile() {
    return Kind.one("a file that exists, can be read and is not empty", text -> {
      Path path = existingFile(text);
      try {
        if (Files.readString(path).isBlank()) {
          throw new Refused(text, "is an empty file");
        }
      } catch (CharacterCodingException e) {
        throw new Refused(text, "is not a text file in UTF-8");
      } catch (IOException e) {
        throw new Refused(text, "cannot be read");
      }
      return new Secret.InFile(path);
    });
  }

  private static Path existingFile(String text) throws Refused {
    Path path = path(text);
    if (!Files.exists(path)) {
      throw new Refused(text, "does not exist");
    }
    if (Files.isDirectory(path)) {
      throw new Refused(text, "is a folder");
    }
    if (!Files.isReadable(path)) {
      throw new Refused(text, "cannot be read");
    }
    return path;
  }

  private static Path path(String text) throws Refused {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Refused(text, "is not a path");
    }
  }
}
