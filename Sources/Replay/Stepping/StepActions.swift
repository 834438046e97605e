internal import Documents
internal import EngineLane
internal import Failures
internal import FuseSeries
internal import Rounds
internal import Stepper

/// Does what keys of the stepper ask for; answers come through the mailbox.
final class StepActions {
  let mailbox = StepMailbox()
  private let input: StepInput
  private let server: ServerChoice
  private let invocation: Invocation
  private let reports: StepReports
  private let showPage: (@Sendable (String) throws(Failure) -> Void)?
  /// The rounds made here, by stage and workload.
  private let rounds = PairRounds()
  /// Ends the measurement that was started last.
  private(set) var stop = StopToken()

  init(
    _ input: StepInput, server: ServerChoice, out: String,
    showPage: (@Sendable (String) throws(Failure) -> Void)?, _ invocation: Invocation
  ) {
    self.input = input
    self.server = server
    self.invocation = invocation
    reports = StepReports(input.run, out: out)
    self.showPage = showPage
  }

  func perform(_ effect: StepEffect) {
    do throws(Failure) {
      switch effect {
      case .quit: break
      case .measure(let stage, let workload, let isConfirmation):
        do throws(Failure) {
          try measure(stage, workload, isConfirmation: isConfirmation)
        } catch {
          mailbox.post(.ended(error.message))
        }
      case .stopMeasuring: stop.ask()
      case .leaveOut(let numbers):
        let rest = try Remainder(
          of: input, without: Set(numbers), environment: invocation.environment)
        mailbox.post(.rest(apply: rest.apply, words: rest.words))
      case .openReport:
        mailbox.post(.told(try reports.open(with: rounds.all, showPage)))
      case .export:
        mailbox.post(.exported(try reports.export(with: rounds.all)))
      }
    } catch {
      mailbox.post(.told(error.message))
    }
  }

  /// Measures a stage and the one before it in the background.
  private func measure(
    _ stage: Int, _ name: String?, isConfirmation: Bool
  ) throws(Failure) {
    var job = try PairJob(
      of: input.run, stage: stage, workload: name, isConfirmation: isConfirmation, rounds,
      place: server.place(invocation), caller: invocation.caller)
    job.isSameMachine = input.run.environment.isComparable(
      with: RunEnvironment.current(server: job.place.description, program: invocation.version))
    stop = StopToken()
    Task.detached { [mailbox, rounds, stop, job] in await job.run(rounds, mailbox, stop: stop) }
  }
}
