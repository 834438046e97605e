internal import Documents
internal import Foundation

/// What must be equal for figures of two runs to be comparable.
package enum MachineIdentity {
  /// Processor, their number, kernel release and host, in one line.
  package static var text: String {
    let environment = RunEnvironment.current(server: "", program: "")
    return "\(environment.processor), \(environment.processors) processors, Linux "
      + "\(environment.kernel), \(ProcessInfo.processInfo.hostName)"
  }
}
