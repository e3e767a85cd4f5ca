package profilegateway.http;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.access.Refusal;
import profilegateway.graphql.DocumentHash;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.GatewayError;
import profilegateway.graphql.OperationResponse;
import profilegateway.profile.Copy;
import profilegateway.profile.Span;

/** What became known of a request on its way, for whoever is told of its end. Confined to its event loop. */
public final class RequestNotes {
  private final Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
  private final Span span;
  private @Nullable Caller caller;
  private Refusal.@Nullable Reason refusal;
  private List<Operation> operations = List.of();

  /**
   * An operation that was answered.
   *
   * @param name one of a bounded number, as {@link profilegateway.graphql.OperationEvents} has it; null where it was not executed
   * @param document null where no text was known
   * @param calls how many were made for it
   * @param saved how many of its look-ups needed no call of their own
   * @param origins where the parts came from that it was told; empty where it was told none
   */
  public record Operation(
      @Nullable String name,
      @Nullable DocumentHash document,
      int calls,
      int saved,
      Set<Copy.Origin> origins) {

    private static Operation of(OperationResponse answer) {
      return new Operation(
          answer.about().name(),
          answer.about().document(),
          answer.ledger().callCount(),
          answer.ledger().saved(),
          answer.about().origins());
    }
  }

  /** Nothing is known yet of a request that is followed by {@code span}. */
  public RequestNotes(Span span) {
    this.span = span;
  }

  Span span() {
    return span;
  }

  /** Of the trace that it is part of; null where there is none. */
  public @Nullable String traceId() {
    return span.traceId();
  }

  void calledBy(Caller known) {
    caller = known;
  }

  void refusedFor(Refusal.Reason why) {
    refusal = why;
  }

  /** Which check of who the caller is failed; null where none did. */
  public Refusal.@Nullable Reason refusal() {
    return refusal;
  }

  void failed(ErrorCode code) {
    codes.add(code);
  }

  void answered(List<OperationResponse> answers) {
    operations = answers.size() == 1
        ? List.of(Operation.of(answers.get(0)))
        : answers.stream().map(Operation::of).toList();
    for (OperationResponse answer : answers) {
      for (GatewayError error : answer.errors()) {
        codes.add(error.code());
      }
    }
  }

  /** Null where nobody found out, and for a caller that is nobody in particular. */
  public @Nullable String callerHash() {
    return caller == null || caller.hash().isEmpty() ? null : caller.hash();
  }

  /** How the caller is known; {@code ANONYMOUS} also where nobody found out. */
  public Caller.Kind callerKind() {
    return caller == null ? Caller.Kind.ANONYMOUS : caller.kind();
  }

  /** One, the members of a batch in their order, or none where the request was refused as a whole. */
  public List<Operation> operations() {
    return operations;
  }

  /** Of all errors in its answer. */
  public Set<ErrorCode> codes() {
    return codes;
  }
}
