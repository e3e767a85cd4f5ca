package profilegateway.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Searches answers, and what the sandbox saw, for what a caller has no right to. */
final class AnswerSearch {
  private static final int EXISTING = 60;

  private AnswerSearch() {}

  /** What is wrong with the value and errors of one field. */
  static List<String> complaints(DrawnCaller caller, DrawnAsk ask, JsonNode answer) {
    JsonNode value = answer.path("data").path(ask.alias());
    List<String> codes = StreamSupport.stream(answer.path("errors").spliterator(), false)
        .filter(error -> error.path("path").size() == 1
            && error.path("path").path(0).asText().equals(ask.alias()))
        .map(error ->
            error.at("/extensions/code").asText() + " " + error.path("message").asText())
        .toList();
    List<String> due = ask.mayBeAskedBy(caller)
        ? List.of()
        : List.of("FORBIDDEN The caller may not read this: its scopes do not allow it.");
    List<String> complaints = new ArrayList<>();
    if (!codes.equals(due)) {
      complaints.add(ask.alias() + " has the errors " + codes);
    }
    boolean isThere =
        ask.mayBeAskedBy(caller) && (ask.isList() || ask.people().get(0).number() < EXISTING);
    if (value.isNull() == isThere || value.isMissingNode()) {
      complaints.add(ask.alias() + " is " + (isThere ? "null" : "not null"));
    }
    Set<Integer> theirs =
        ask.people().stream().map(MarkedPerson::number).collect(Collectors.toSet());
    if (!theirs.containsAll(MarkedPerson.numbersIn(value.toString()))) {
      complaints.add(ask.alias() + " has somebody else's values");
    }
    return complaints;
  }

  /** What a whole body tells of people that it must not. */
  static List<String> complaints(
      DrawnCaller caller, List<MarkedPerson> asked, List<MarkedPerson> all, String body) {
    Set<MarkedPerson> allowed = allowed(caller, asked);
    List<String> complaints = new ArrayList<>();
    for (MarkedPerson person : all) {
      if (!allowed.contains(person)
          && (body.contains(Long.toString(person.mpid()))
              || body.contains(person.id())
              || MarkedPerson.numbersIn(body).contains(person.number()))) {
        complaints.add("the body tells of person " + person.number());
      }
    }
    if (!caller.mayReadIdentities() && MarkedPerson.hasPersonal(body)) {
      complaints.add("the body tells identities");
    }
    return complaints;
  }

  /** What was asked upstream and must not have been. */
  static List<String> complaints(DrawnCaller caller, List<MarkedPerson> asked, List<String> calls) {
    Set<String> references = new HashSet<>();
    for (MarkedPerson person : allowed(caller, asked)) {
      references.add(Long.toString(person.mpid()));
      references.add(SeenCall.customer(person.customerId()));
    }
    List<String> complaints = new ArrayList<>();
    for (String call : calls) {
      String parts = call.substring(call.indexOf('['));
      if (!references.contains(call.substring(0, call.indexOf('[') - 1))) {
        complaints.add("somebody was asked for in vain: " + call);
      }
      if (!caller.mayReadIdentities() && parts.contains("identities")) {
        complaints.add("identities were asked for: " + call);
      }
    }
    return complaints;
  }

  private static Set<MarkedPerson> allowed(DrawnCaller caller, List<MarkedPerson> asked) {
    Set<MarkedPerson> allowed = new HashSet<>();
    if (caller.self() != null) {
      allowed.add(caller.self());
    }
    if (caller.mayReadEverybody()) {
      allowed.addAll(asked);
    }
    return allowed;
  }
}
