package profilegateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UserAttributesTest {
  private static final List<String> SPELLINGS = List.of("CITY", "CITy", "City", "cITY", "city");

  private final UserAttributes attributes = new UserAttributes(
      Stream.concat(SPELLINGS.stream(), Stream.of("a", "Zip", "country", "age", "Churn", "élan"))
          .map(name -> new UserAttribute(name, name))
          .toList());

  @Test
  void eachIsFoundByItsOwnSpelling() {
    for (UserAttribute attribute : attributes.all()) {
      assertThat(attributes.named(attribute.name())).isSameAs(attribute);
    }
  }

  @Test
  void anotherSpellingFindsTheFirstHoweverManyThereAre() {
    assertThat(found("ciTY")).isEqualTo("CITY");
    assertThat(found("ZIP")).isEqualTo("Zip");
    assertThat(found("ÉLAN")).isEqualTo("élan");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(attributes.named("")).isNull();
    assertThat(attributes.named("cit")).isNull();
    assertThat(attributes.named("zz")).isNull();
    assertThat(new UserAttributes(List.of()).named("city")).isNull();
  }

  @Test
  void theyAreInTheOrderOfTheirNames() {
    assertThat(attributes.all()).extracting(UserAttribute::name).isSorted();
  }

  @Test
  void someOfThemAreFoundAsBefore() {
    UserAttributes some = attributes.only(name -> name.startsWith("c"));

    assertThat(some.all()).extracting(UserAttribute::name).contains("Churn").doesNotContain("Zip");
    assertThat(some.all())
        .containsExactlyElementsOf(attributes.all().stream()
            .filter(one -> UserAttributes.fold(one.name()).startsWith("c"))
            .toList());
    assertThat(some.named("ciTY")).isSameAs(attributes.named("ciTY"));
    assertThat(some.named("Zip")).isNull();
    assertThat(attributes.only(name -> true)).isSameAs(attributes);
  }

  private String found(String name) {
    UserAttribute attribute = attributes.named(name);
    return attribute == null ? "" : attribute.name();
  }
}
