package profilegateway.graphql;

import graphql.GraphQLException;
import graphql.language.Definition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.MultiSourceReader;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the SDL that the schema is made of: the gateway's own, and a workspace's. */
final class SchemaFiles {
  static final String OWN_NAME = "schema.graphqls";

  private static final List<String> ENDINGS = List.of(".graphqls", ".graphql", ".gql");
  private static final Pattern NOTHING = Pattern.compile("(\\s|,|\uFEFF|#[^\\n\\r]*)*");

  private SchemaFiles() {}

  /** SDL, and the name that problems are told with. */
  record SchemaFile(String name, String text) {}

  /** The gateway's own. */
  static SchemaFile own() {
    return resource(OWN_NAME);
  }

  /** A workspace's, a folder's files in the order of their names; one that cannot be read is a problem. */
  static List<SchemaFile> extensions(List<Path> paths, boolean example, SchemaProblems problems) {
    List<SchemaFile> files = new ArrayList<>();
    if (example) {
      files.add(resource("examples/attributes.graphqls"));
    }
    for (Path path : paths) {
      try {
        for (Path file : filesIn(path)) {
          problems.open(file.toString());
          files.add(new SchemaFile(file.toString(), text(file, problems)));
        }
      } catch (IOException unreadable) {
        problems.add(path.toString(), 0, "it cannot be read");
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

  private static String text(Path file, SchemaProblems problems) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException malformed) {
      // The buffer stands where it could not be read on.
      String before = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      int line = 1 + (int) before.chars().filter(character -> character == '\n').count();
      problems.add(file.toString(), line, "this is not text in UTF-8");
      return "";
    }
  }

  /** The definitions in a file; none when it cannot be parsed, which is then a problem. */
  @SuppressWarnings({"unchecked", "rawtypes"}) // the parser's own raw type
  static List<Definition<?>> parse(SchemaFile file, SchemaProblems problems) {
    if (NOTHING.matcher(file.text()).matches()) {
      return List.of();
    }
    MultiSourceReader reader = MultiSourceReader.newMultiSourceReader()
        .string(file.text(), file.name())
        .trackData(true)
        .build();
    try {
      return (List) Parser.parse(ParserEnvironment.newParserEnvironment()
              .document(reader)
              .parserOptions(ParserOptions.getDefaultSdlParserOptions())
              .build())
          .getDefinitions();
    } catch (InvalidSyntaxException syntax) {
      var where = syntax.getLocation();
      problems.add(
          file.name(), where == null ? 1 : where.getLine(), EngineErrors.syntaxSentence(where));
      return List.of();
    } catch (GraphQLException unreadable) {
      problems.add(file.name(), 1, "This is not GraphQL.");
      return List.of();
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
