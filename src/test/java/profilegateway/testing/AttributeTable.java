package profilegateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table of how stored attributes read as declared types; its own head says how it is written. */
public final class AttributeTable {
  private static final String NONE = "(none)";
  private static final String MISMATCH = "MISMATCH";

  private final List<Section> sections;

  private AttributeTable(List<Section> sections) {
    this.sections = List.copyOf(sections);
  }

  /** Rows of one declared type. */
  public record Section(String heading, List<Row> rows) {
    /** The type as SDL has it. */
    public String type() {
      return heading.split(" default ", 2)[0];
    }

    /** The default as SDL has it; null where there is none. */
    public @Nullable String defaultTexts() {
      String[] parts = heading.split(" default ", 2);
      return parts.length == 1 ? null : parts[1];
    }

    @Override
    public String toString() {
      return heading;
    }
  }

  /**
   * One row.
   *
   * @param field the name of the field and of the attribute, made up
   * @param stored as the table has it
   * @param result as the table has it, as compact JSON
   */
  public record Row(String field, String stored, String result) {
    public boolean isStored() {
      return !stored.equals(NONE);
    }

    public boolean isMismatch() {
      return result.equals(MISMATCH);
    }

    /** This row with another result. */
    public Row with(String otherResult) {
      return new Row(field, stored, otherResult);
    }

    @Override
    public String toString() {
      return stored + " | " + result;
    }
  }

  public static AttributeTable read() {
    List<Section> sections = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : lines()) {
      if (line.startsWith("== ")) {
        rows = new ArrayList<>();
        sections.add(new Section(line.substring(3).strip(), rows));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int bar = line.indexOf(" | ");
        String result = line.substring(bar + 3).strip();
        rows.add(new Row(
            "row" + ++number,
            line.substring(0, bar).strip(),
            result.equals(MISMATCH) ? result : SandboxClient.json(result).toString()));
      }
    }
    return new AttributeTable(sections);
  }

  public List<Section> sections() {
    return sections;
  }

  public List<Row> rows() {
    return sections.stream().flatMap(section -> section.rows().stream()).toList();
  }

  private static List<String> lines() {
    String name = "/profilegateway/specs/attribute-coercion.txt";
    try (InputStream in = AttributeTable.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
