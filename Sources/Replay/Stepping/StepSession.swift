package import Rounds
package import Stepper

/// A walk through a series: what there is to see, and who does what keys ask for.
package struct StepSession {
  /// What there is to step through.
  package let material: StepMaterial
  private let actions: StepActions

  init(_ material: StepMaterial, actions: StepActions) {
    self.material = material
    self.actions = actions
  }

  /// Where the answers of ``perform(_:)`` arrive.
  package var mailbox: StepMailbox { actions.mailbox }

  /// Ends the measurement that was started last.
  package var stop: StopToken { actions.stop }

  /// Does what a key asks for; returns at once, and answers through ``mailbox``.
  package func perform(_ effect: StepEffect) { actions.perform(effect) }
}
