package profilegateway.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One field of {@code Query} that asks for people.
 *
 * @param isList whether it is a field for those who may read everybody
 */
record DrawnAsk(String alias, String text, boolean isList, List<MarkedPerson> people) {
  private static final List<String> FIELDS = List.of(
      "id",
      "mpid",
      "createdAt lastStoredAt isOptedOut",
      "attributes { firstName lastName zip }",
      "attributes { city ageRange gender productRecommendations }",
      "first: userAttribute(name: \"$firstname\") { value json }",
      "userAttribute(name: \"TP_AGE\") { values }",
      "cities: userAttribute(name: \"$City\") { value }",
      "userAttributes { name value values json }",
      "few: userAttributes(names: [\"$ZIP\", \"$city\"], prefix: \"$\") { value }",
      "audienceMemberships { audienceName }",
      "userIdentities { type rawType value }",
      "deviceIdentities { value }",
      "attribution",
      "freshness { origin }");

  /** Asks for {@code people}, of whom a field for one takes the first. */
  static DrawnAsk of(String alias, List<MarkedPerson> people, Random random) {
    MarkedPerson one = people.get(0);
    String selection = " { __typename mpid " + selection(random) + " }";
    String inFragment = " { __typename ... on Profile { mpid " + selection(random) + " } }";
    return switch (random.nextInt(6)) {
      case 0 -> single(alias, "profile(mpid: \"" + one.mpid() + "\")" + selection, one);
      case 1 ->
        single(
            alias,
            "profileByIdentity(identity: {value: \"" + one.customerId() + "\"})" + selection,
            one);
      case 2 -> single(alias, "node(id: \"" + one.id() + "\")" + inFragment, one);
      case 3 -> list(alias, "profiles(mpids: " + texts(people, true) + ")" + selection, people);
      case 4 -> list(alias, "nodes(ids: " + texts(people, false) + ")" + inFragment, people);
      default -> single(alias, "profile(mpid: \"" + one.mpid() + "\")" + selection, one);
    };
  }

  private static DrawnAsk single(String alias, String text, MarkedPerson person) {
    return new DrawnAsk(alias, alias + ": " + text, false, List.of(person));
  }

  private static DrawnAsk list(String alias, String text, List<MarkedPerson> people) {
    return new DrawnAsk(alias, alias + ": " + text, true, people);
  }

  private static String texts(List<MarkedPerson> people, boolean mpids) {
    return people.stream()
        .map(person -> "\"" + (mpids ? Long.toString(person.mpid()) : person.id()) + "\"")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String selection(Random random) {
    List<String> fields = new ArrayList<>(IntStream.range(0, 1 + random.nextInt(5))
        .mapToObj(number -> FIELDS.get(random.nextInt(FIELDS.size())))
        .distinct()
        .toList());
    return String.join(" ", fields);
  }

  boolean mayBeAskedBy(DrawnCaller caller) {
    return caller.mayReadEverybody() || (!isList && people.get(0).equals(caller.self()));
  }
}
