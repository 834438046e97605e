import Rounds
import Stepper

/// The prompt: reads words from standard input, prints what they lead to.
struct StepPrompt {
  private var stepper: PlainStepper
  private let mailbox: StepMailbox

  init(_ stepper: PlainStepper, mailbox: StepMailbox) {
    self.stepper = stepper
    self.mailbox = mailbox
  }

  /// Answers line by line until `quit` or the end of the input.
  ///
  /// - Parameters:
  ///   - perform: Does what a line asks for.
  ///   - stop: Ends what was started last.
  /// - Throws: ``Failure`` if standard output cannot be written.
  consuming func run(
    _ perform: (StepEffect) -> Void, stop: () -> StopToken
  ) throws {
    try Terminal.print(stepper.place + "\n")
    while true {
      try Terminal.print("> ")
      guard let line = readLine() else { return try Terminal.print("\n") }
      let answer = stepper.answer(to: line)
      try show(answer.lines)
      for effect in answer.effects {
        if effect == .quit { return }
        perform(effect)
        try showOutcome(stop())
        if stepper.isOver { return }
      }
    }
  }

  /// Shows what comes of an effect until it is over; Ctrl-C ends the effect and not the prompt.
  private mutating func showOutcome(_ stop: StopToken) throws {
    InterruptSignals.listen(for: stop)
    defer { InterruptSignals.listenNoMore() }
    while true {
      for event in mailbox.wait() {
        try show(stepper.take(event))
        if case .progress = event { continue }
        return
      }
    }
  }

  private func show(_ lines: [String]) throws {
    if !lines.isEmpty { try Terminal.print(lines.joined(separator: "\n") + "\n") }
  }
}
