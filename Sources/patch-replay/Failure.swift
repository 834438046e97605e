import ArgumentParser
import CommandLane
import EngineLane
import FuseEngine
import FuseSeries
import PatchGit
import Replay
import Stepper

/// An end of the program that is not success: an exit code and one line for standard error.
///
/// The codes are those of `sysexits.h`, as the contract lists them.
struct Failure: Error {
  enum Code: Int32 {
    /// Done, and the answer is bad.
    case badAnswer = 1
    case usage = 64
    case badInput = 65
    case noInput = 66
    case unavailable = 69
    case software = 70
    case inputOutput = 74
    case interrupted = 130
  }

  let code: Code
  let message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// Finds the code for an error of the rooms below; one that nobody has thought of is a bug.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as FilesLeft: self.init(Failure(error.cause).code, error.description)
    case let error as WorkloadError: self.init(.usage, error.description)
    case let error as PlanError: self.init(.badAnswer, error.description)
    case let error as TraceError:
      switch error.kind {
      case .shape: self.init(.badInput, error.description)
      case .noLog: self.init(.unavailable, error.description)
      case .damaged: self.init(.software, error.description)
      }
    case let error as ServerError:
      switch error {
      case .notStarted: self.init(.unavailable, error.description)
      case .notReached: self.init(.noInput, error.description)
      case .ended: self.init(.inputOutput, error.description)
      }
    case let error as MountError:
      switch error {
      case .noDevice, .missing: self.init(.unavailable, error.description)
      case .notOpened: self.init(.noInput, error.description)
      case .notMade, .notRemoved: self.init(.inputOutput, error.description)
      case .unusable: self.init(.badInput, error.description)
      }
    case let error as MeasurementError:
      switch error {
      case .needsOwnFile: self.init(.usage, error.description)
      case .interrupted: self.init(.interrupted, error.description)
      default: self.init(.inputOutput, error.description)
      }
    case let error as ConnectionError: self.init(.inputOutput, error.description)
    case let error as StuckFile: self.init(.interrupted, error.description)
    case let error as TransportError: self.init(.inputOutput, error.description)
    case let error as ErrorNumber: self.init(.inputOutput, error.description)
    case let error as CommandError:
      switch error {
      case .metric, .processors, .noSuchMetric, .otherExperiment:
        self.init(.usage, error.description)
      case .busy: self.init(.unavailable, error.description)
      case .nothingToMeasure: self.init(.badAnswer, error.description)
      case .journal: self.init(.badInput, error.description)
      case .file, .notStarted: self.init(.inputOutput, error.description)
      case .interrupted: self.init(.interrupted, error.description)
      }
    case let error as ScreenError: self.init(.unavailable, error.description)
    case let error as UnusablePatch: self.init(.badAnswer, error.description)
    case let error as GitError:
      switch error.kind {
      case .notFound: self.init(.noInput, error.description)
      case .ambiguous, .invalidName, .checkedOut, .notFastForward:
        self.init(.usage, error.description)
      case .foreign: self.init(.unavailable, "\(error.subject): \(error.message)")
      case .conflict, .corrupt, .other: self.init(.inputOutput, error.description)
      }
    default: self.init(.software, "\(error)")
    }
  }
}
