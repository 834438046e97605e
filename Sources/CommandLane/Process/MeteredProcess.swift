internal import CLinuxProcess
internal import Foundation
internal import Glibc
internal import Rounds
internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// The small process that stands between patch-replay and a measured command.
///
/// A process learns what its children used only in sum over its whole life, and the largest
/// resident set only as the largest of all. So every cell has such a process of its own: it lives
/// for one command.
package enum MeteredProcess {
  /// Runs a command to its end and writes what it used.
  ///
  /// The command gets this process's standard output and error, and no input. When this process
  /// gets `SIGTERM`, or when its parent dies, the command and its descendants are killed.
  ///
  /// - Parameter invocation: The command, and what is to be done with it.
  /// - Throws: ``CommandError`` where it cannot be started or the report cannot be written.
  package static func run(_ invocation: MeteredInvocation) async throws(CommandError) {
    let (command, limit) = (invocation.command, invocation.limit)
    _ = linux_become_subreaper()
    guard Affinity.restrict(to: invocation.processors) else {
      throw CommandError.processors(
        invocation.processors.map(String.init).joined(separator: ","))
    }
    Stop.listen()
    var options = PlatformOptions()
    options.processGroupID = 0
    // A session together with a group makes Subprocess fork. A spawned child would share this
    // process's memory until it executes the shell, and Linux would count that as the child's own
    // largest resident set.
    options.createSession = true
    let before = MachineCounters.now
    let start = Clock.now
    let (end, status): (Int64, TerminationStatus)
    do {
      let result = try await Subprocess.run(
        .path("/bin/sh"), arguments: ["-c", command], platformOptions: options, input: .none,
        output: .currentStandardOutput, error: .currentStandardError
      ) { execution in
        Stop.arm(execution.processIdentifier.value, limit: limit)
        ChildEnd.wait(for: execution.processIdentifier.value)
        let end = Clock.now
        Stop.disarm()
        return end
      }
      (end, status) = (result.closureResult, result.terminationStatus)
    } catch {
      throw CommandError.notStarted(command: command, reason: SystemWords.of(error))
    }
    let after = MachineCounters.now
    let leftBehind = Descendants.end()
    var result = makeReport(status, wall: Double(end - start) / 1e9, leftBehind)
    result.noise = after.noise(since: before, own: result.user + result.system)
    try write(result, to: invocation.report)
  }

  private static func makeReport(
    _ status: TerminationStatus, wall: Double, _ leftBehind: Int
  ) -> ProcessReport {
    var usage = rusage()
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    var (end, code): (ProcessReport.End, Int32) =
      switch status {
      case .exited(let code): (.exited, code)
      case .signaled(let signal): (.signalled, signal)
      }
    switch Stop.reason {
    case .timeout: end = .timedOut
    case .told: end = .stopped
    case nil: break
    }
    return ProcessReport(
      end: end, code: code, wall: wall, user: seconds(usage.ru_utime),
      system: seconds(usage.ru_stime), residentBytes: usage.ru_maxrss * 1024,
      minorFaults: usage.ru_minflt, majorFaults: usage.ru_majflt,
      voluntarySwitches: usage.ru_nvcsw, involuntarySwitches: usage.ru_nivcsw,
      leftBehind: leftBehind, noise: .none)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func write(
    _ report: ProcessReport, to path: String
  ) throws(CommandError) {
    do {
      try JSONEncoder().encode(report).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw CommandError.file(path: path, reason: SystemWords.of(error))
    }
  }
}

/// Ending the command early: after the time allowed, or when told.
///
/// Signal handlers may touch nothing but atomics and make plain system calls.
private enum Stop {
  enum Reason: Int {
    case timeout = 1
    case told = 2
  }

  private static let group = Atomic<Int32>(0)
  private static let cause = Atomic<Int>(0)
  private static let parent = Atomic<Int32>(0)
  /// Signal handlers that have begun and may know the group.
  private static let handlers = Atomic<Int>(0)

  static var reason: Reason? { Reason(rawValue: cause.load(ordering: .relaxed)) }

  static func listen() {
    parent.store(getppid(), ordering: .relaxed)
    signal(SIGTERM) { _ in Stop.kill(.told) }
    // The kernel means the thread that started this process, which may end before the process.
    signal(SIGHUP) { _ in
      if getppid() != Stop.parent.load(ordering: .relaxed) { Stop.kill(.told) }
    }
    _ = linux_signal_on_parent_death(SIGHUP)
    signal(SIGALRM) { _ in Stop.kill(.timeout) }
  }

  /// Starts the clock; a stop that came before the command is carried out now.
  static func arm(_ process: Int32, limit: Double?) {
    group.store(process, ordering: .sequentiallyConsistent)
    if reason != nil { Glibc.kill(-process, SIGKILL) }
    guard let limit else { return }
    let whole = limit.rounded(.down)
    var timer = itimerval()
    timer.it_value = timeval(
      tv_sec: Int(whole), tv_usec: max(1, Int((limit - whole) * 1e6)))
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
  }

  /// Stops the clock; when this returns, nothing is sent to the group any more, so that its process
  /// can be reaped.
  static func disarm() {
    var timer = itimerval()
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
    group.store(0, ordering: .sequentiallyConsistent)
    // Another thread may be in a handler that has read the group.
    while handlers.load(ordering: .sequentiallyConsistent) > 0 { sched_yield() }
  }

  private static func kill(_ reason: Reason) {
    handlers.add(1, ordering: .sequentiallyConsistent)
    defer { handlers.subtract(1, ordering: .sequentiallyConsistent) }
    let (first, _) = cause.compareExchange(
      expected: 0, desired: reason.rawValue, ordering: .relaxed)
    guard first else { return }
    let process = group.load(ordering: .sequentiallyConsistent)
    if process > 0 { Glibc.kill(-process, SIGKILL) }
  }
}

/// What a command has started and not waited for.
private enum Descendants {
  /// Kills and reaps the orphans that this process has adopted; tells how many still ran.
  static func end() -> Int {
    var running: Set<Int32> = []
    while true {
      var status: Int32 = 0
      let reaped = waitpid(-1, &status, WNOHANG)
      if reaped > 0 { continue }
      if reaped < 0, errno == EINTR { continue }
      if reaped < 0 { return running.count }
      for child in children {
        running.insert(child)
        kill(child, SIGKILL)
      }
      usleep(1000)
    }
  }

  private static var children: [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap { Int32($0) }.filter { parent(of: $0) == getpid() }
  }

  private static func parent(of process: Int32) -> Int32? {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let name = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[name...].split(separator: " ")
    return fields.count > 2 ? Int32(fields[2]) : nil
  }
}
