package profilegateway;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits cycles of classes within packages, which no import shows. A nested class counts as its outermost class, and a sealed
 * type and its permitted types count as one.
 */
class ClassCyclesTest {
  private static final int LARGEST = 2;

  private static final JavaClasses MAIN = new ClassFileImporter()
      .withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("profilegateway");

  @ParameterizedTest
  @ValueSource(strings = {"cache", "config", "upstream"})
  void noCycleOfClassesIsLargerThanTwo(String name) {
    Map<String, Set<String>> uses = uses("profilegateway." + name);

    assertThat(uses).as("classes of " + name).isNotEmpty();
    assertThat(cycles(uses)).isEmpty();
  }

  @Test
  void aCycleOfThreeIsFound() {
    Map<String, Set<String>> uses = Map.of(
        "a",
        Set.of("b"),
        "b",
        Set.of("c", "d"),
        "c",
        Set.of("a"),
        "d",
        Set.of("e"),
        "e",
        Set.of("d"));

    assertThat(cycles(uses)).containsExactly(Set.of("a", "b", "c"));
  }

  private static Map<String, Set<String>> uses(String root) {
    List<JavaClass> classes = MAIN.stream()
        .filter(found -> (found.getPackageName() + ".").startsWith(root + "."))
        .filter(found -> !found.getSimpleName().equals("package-info"))
        .toList();
    Map<String, String> units = units(classes);
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass each : classes) {
      String unit = units.get(each.getName());
      Set<String> used = uses.computeIfAbsent(unit, first -> new TreeSet<>());
      for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
        String other =
            units.get(dependency.getTargetClass().getBaseComponentType().getName());
        if (other != null && !other.equals(unit)) {
          used.add(other);
        }
      }
    }
    return uses;
  }

  /** The unit that each class belongs to, by the name of the class. */
  private static Map<String, String> units(List<JavaClass> classes) {
    Map<String, String> units = new HashMap<>();
    classes.forEach(each -> units.put(each.getName(), outermost(each.getName())));
    for (JavaClass each : classes) {
      Class<?>[] permitted = each.reflect().getPermittedSubclasses();
      for (Class<?> one : permitted == null ? new Class<?>[0] : permitted) {
        String from = units.get(one.getName());
        String to = units.get(each.getName());
        units.replaceAll((name, unit) -> unit.equals(from) ? to : unit);
      }
    }
    return units;
  }

  private static String outermost(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  /** Every set of more than {@link #LARGEST} classes that all reach each other. */
  private static List<Set<String>> cycles(Map<String, Set<String>> uses) {
    Map<String, Set<String>> reached = new HashMap<>();
    uses.keySet().forEach(from -> reached.put(from, reachable(from, uses)));
    Set<Set<String>> cycles = new HashSet<>();
    reached.forEach((from, all) -> {
      Set<String> cycle = all.stream()
          .filter(to -> reached.getOrDefault(to, Set.of()).contains(from))
          .collect(toCollection(TreeSet::new));
      if (cycle.size() > LARGEST) {
        cycles.add(cycle);
      }
    });
    return new ArrayList<>(cycles);
  }

  private static Set<String> reachable(String from, Map<String, Set<String>> uses) {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      for (String used : uses.getOrDefault(next.remove(), Set.of())) {
        if (reached.add(used)) {
          next.add(used);
        }
      }
    }
    return reached;
  }
}
