package profilegateway.config.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import profilegateway.config.declared.AllSettings;
import profilegateway.config.declared.GatewaySettings;
import profilegateway.config.declared.Given;
import profilegateway.config.declared.Problem;
import profilegateway.config.declared.Setting;

/** Settings from {@code gateway.yaml}: sections, and keys with a value or a list of values in them. */
final class SettingsFile {
  private static final String YAML_TAGS = "tag:yaml.org,2002:";

  private final String file;
  private final List<Problem> problems;
  private final Map<Setting<?>, Given> given = new LinkedHashMap<>();
  private final Set<Setting<?>> unreadable = new HashSet<>();

  /**
   * What a file holds.
   *
   * @param given its settings
   * @param unreadable settings that are, or may be, in the file but could not be read
   */
  record Contents(Map<Setting<?>, Given> given, Set<Setting<?>> unreadable) {
    static final Contents NONE = new Contents(Map.of(), Set.of());
    static final Contents UNREADABLE = new Contents(Map.of(), Set.copyOf(AllSettings.list()));
  }

  /**
   * @param file the file's name as the person wrote it
   * @param problems where what is wrong is added
   */
  SettingsFile(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Reads the text of the file. What it holds of well-formed settings is returned even where something is wrong. */
  Contents read(String text) {
    Node top;
    try {
      top = YamlText.parse(file, text);
    } catch (YamlText.NotYaml e) {
      problems.add(e.problem());
      return Contents.UNREADABLE;
    }
    if (top instanceof MappingNode sections) {
      eachKey("", sections);
    } else if (top != null && !isNull(top)) {
      wrong(null, top, "holds no sections; it starts like this: gateway:");
    }
    return new Contents(given, unreadable);
  }

  private void eachKey(String prefix, MappingNode mapping) {
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Node keyNode = tuple.getKeyNode();
      if (!(keyNode instanceof ScalarNode scalar)) {
        wrong(prefix + "?", keyNode, "a key that is not a word");
        continue;
      }
      String key = prefix + scalar.getValue();
      Integer before = lines.putIfAbsent(key, YamlText.line(keyNode));
      if (before != null) {
        wrong(key, keyNode, "is there twice, first in line " + before);
      }
      readKey(key, keyNode, tuple.getValueNode());
    }
  }

  private void readKey(String key, Node keyNode, Node value) {
    Setting<?> setting = AllSettings.keyed(key);
    if (setting == null) {
      readSection(key, keyNode, value);
    } else if (setting.equals(GatewaySettings.CONFIG)) {
      wrong(key, keyNode, "cannot be set in the file itself");
    } else {
      readValue(setting, key, keyNode, value);
    }
  }

  private void readSection(String section, Node keyNode, Node value) {
    boolean isKnown = keys().stream().anyMatch(key -> key.startsWith(section + "."));
    if (!isKnown) {
      unknown(section, keyNode, value);
    } else if (value instanceof MappingNode keys) {
      eachKey(section + ".", keys);
    } else if (!isNull(value)) {
      wrong(section, keyNode, "is a section: its settings belong below it, indented");
    }
  }

  private void readValue(Setting<?> setting, String key, Node keyNode, Node value) {
    if (value instanceof MappingNode) {
      refuse(setting, key, keyNode, "is a section where a value belongs");
    } else if (value instanceof SequenceNode list) {
      List<String> entries = new ArrayList<>();
      for (Node entry : list.getValue()) {
        if (!isPlain(entry)) {
          refuse(setting, key, entry, "has an entry that is not a plain value");
          return;
        }
        entries.add(((ScalarNode) entry).getValue().strip());
      }
      give(new Given(setting, key, place(keyNode), List.copyOf(entries)));
    } else if (isNull(value)) {
      refuse(setting, key, keyNode, "has no value");
    } else if (!isPlain(value)) {
      refuse(setting, key, keyNode, "has a tag (!) in front of its value; put the value in quotes");
    } else {
      String text = ((ScalarNode) value).getValue();
      give(Given.text(setting, key, place(keyNode), text));
    }
  }

  private void give(Given now) {
    Given before = given.putIfAbsent(now.setting(), now);
    if (before != null && !before.writtenAs().equals(now.writtenAs())) {
      problems.add(new Problem(
          now.writtenAs(),
          now.place(),
          "says the same as " + before.writtenAs() + " (" + before.place() + "); give one of them",
          null));
    }
  }

  private static boolean isPlain(Node node) {
    return node instanceof ScalarNode
        && !isNull(node)
        && node.getTag().getValue().startsWith(YAML_TAGS);
  }

  private static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static List<String> keys() {
    return AllSettings.ofTheFile().stream()
        .flatMap(setting -> setting.keys().stream())
        .toList();
  }

  /** What holds others was meant to be a section, where there are some in that place. */
  private void unknown(String key, Node keyNode, Node value) {
    String parent = key.substring(0, key.lastIndexOf('.') + 1);
    List<String> sections = value instanceof MappingNode ? sectionsIn(parent) : List.of();
    if (sections.isEmpty()) {
      problems.add(Problem.unknown(key, place(keyNode), Nearest.of(key, keys())));
      return;
    }
    String nearest = Nearest.of(key.substring(parent.length()), sections);
    problems.add(
        nearest == null
            ? new Problem(key, place(keyNode), "no such section", String.join(", ", sections))
            : Problem.unknown(key, place(keyNode), parent + nearest));
  }

  /** Names of the sections that stand directly in another, or at the top. */
  private static List<String> sectionsIn(String parent) {
    return keys().stream()
        .filter(key -> key.startsWith(parent) && key.indexOf('.', parent.length()) > 0)
        .map(key -> key.substring(parent.length(), key.indexOf('.', parent.length())))
        .distinct()
        .toList();
  }

  private void wrong(@Nullable String key, Node node, String wrong) {
    problems.add(new Problem(key, place(node), wrong, null));
  }

  private void refuse(Setting<?> setting, String key, Node node, String wrong) {
    unreadable.add(setting);
    problems.add(new Problem(key, place(node), wrong, setting.allowed()));
  }

  private String place(Node node) {
    return file + ":" + YamlText.line(node);
  }
}
