internal import Documents
internal import EngineLane
internal import Failures

extension ExperimentRequest {
  /// Refuses lanes that were asked for and cannot be measured against the server.
  ///
  /// - Parameter lanes: The lanes; nil where none were asked for.
  /// - Throws: ``Failure`` that names the options.
  func refuseLanes(_ lanes: Set<PathLane>?) throws(Failure) {
    guard !(lanes?.contains(where: \.needsMount) ?? false) || server.socket == nil else {
      throw Failure(.usage, "--lane kernel mounts a server that is started; --connect has none")
    }
  }

  /// What keeps the running kernel from being measured beside the engine without being asked for; nil
  /// where nothing does.
  ///
  /// A server of the user's own is not started a second time, on a mount, without being asked.
  func kernelObstacle(_ workloads: [WorkloadRun]) -> KernelObstacle? {
    if server.isForeign || server.path != nil { return .otherServer }
    guard workloads.allSatisfy({ $0.workload.isSystemCall && !$0.isShared }) else {
      return .otherCalls
    }
    do throws(MountError) { try MountTrial.run() } catch {
      return .noMount(error.description, remedy: error.remedy)
    }
    return nil
  }
}
