package profilegateway.graphql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import profilegateway.config.GraphQlConfig;

/** Reads the SDL that the schema is made of: the gateway's own, and a workspace's. */
final class SchemaFiles {
  private static final List<String> ENDINGS = List.of(".graphqls", ".graphql", ".gql");

  private SchemaFiles() {}

  /** SDL, and the name that problems are told with. */
  record SchemaFile(String name, String text) {}

  /** The gateway's own. */
  static SchemaFile own() {
    return resource("schema.graphqls");
  }

  /** A workspace's, a folder's files in the order of their names. */
  static List<SchemaFile> extensions(GraphQlConfig config) throws InvalidSchema {
    List<SchemaFile> files = new ArrayList<>();
    if (config.exampleAttributes()) {
      files.add(resource("examples/attributes.graphqls"));
    }
    for (Path path : config.schemaExtensions()) {
      try {
        for (Path file : filesIn(path)) {
          files.add(new SchemaFile(file.toString(), Files.readString(file)));
        }
      } catch (IOException unreadable) {
        throw new InvalidSchema(List.of(path + ": cannot be read as UTF-8 text"));
      }
    }
    return files;
  }

  private static List<Path> filesIn(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(entry -> ENDINGS.stream().anyMatch(entry.getFileName().toString()::endsWith))
          .sorted()
          .toList();
    }
  }

  private static SchemaFile resource(String name) {
    try (InputStream in = SchemaFiles.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new SchemaFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
