package import Documents

extension Warning {
  /// One sentence for the reader.
  package var sentence: String {
    switch self {
    case .onlyLetter(let count):
      "only the cover letter is here: \(Columns.counted(count, "patch is", "patches are")) known by "
        + "announced subjects, and no diff was seen"
    case .noStage:
      "no patch of the series is a stage of the engine; `patch-replay measure` measures any project"
    case .remainderDoesNotApply(let reason): "what is left does not all apply: \(reason)"
    case .fewRounds(let rounds):
      "\(rounds == 1 ? "1 round is" : "\(rounds) rounds are") too few to compare stages; "
        + "\(FewRounds.needed) are needed, and 12 for a fair chance to see a change"
    case .endedEarly(let reason): "ended early: \(reason)"
    case .notConfirmed(let reason): "nothing is confirmed: \(reason)"
    case .oneProcessor: "one processor: engine and server take turns on it"
    case .noKernel(let obstacle):
      "the running kernel is not measured beside the engine: \(Self.words(obstacle))"
    case .payloadCopiedTwice(let reason):
      "the server cannot reach the engine's memory (\(reason)): payload is copied twice, through "
        + "the socket"
    case .filesLeft(let names): "left in the server's folder: \(names.joined(separator: ", "))"
    case .measuredEarlier(let patches, let run):
      "\(PatchRanges.words(patches)) \(patches.count == 1 ? "was" : "were") measured by \(run), and "
        + "\(patches.count == 1 ? "is" : "are") not measured again without --again"
    case .notKept(let reason): "later runs will measure all of this again: \(reason)"
    case .noLayoutFloor:
      "the base does not build at another place, so that no layout floor is known"
    case .stageFailed(let patch, let state, let log):
      "stage \(patch ?? 0) \(Self.words(state)): \(log)"
    case .runsFailed(let patch, let command, let failed, let all, let change):
      "stage \(patch ?? 0): \(failed) of \(Columns.counted(all, "run"))"
        + (command.map { " of `\($0)`" } ?? "") + " failed" + Self.words(change)
    case .treeChanged(let names):
      "the command changes files of the tree that it runs in (\(Self.shortened(names))), so that a run may "
        + "find what the one before left; no cell is measured again for being disturbed"
    case .equalPrograms(let patches, let read):
      Self.listed(patches) + " left all programs byte for byte as they were" + Self.words(read)
    case .disturbed(let cells, let all):
      "something else used this machine during \(cells) of \(all) cells, too many to measure them "
        + "again"
    case .memoryFloor(let bytes):
      "max RSS sees nothing below \(bytes / 100_000 / 10).\(bytes / 100_000 % 10) MB, and some runs "
        + "stay below that"
    case .nothingRead(let command):
      "nothing in the output\(command.map { " of `\($0)`" } ?? "") was understood as a figure, so that its "
        + "wall time is compared; --metric and --results say where figures are"
    case .numbersLeftOut(let names):
      "left out as no metrics, because they tell how a run was set up, never change or come in few "
        + "runs only: "
        + Self.shortened(names) + "; --metric takes them"
    case .unitsDiffer(let name, let units):
      "\(name) is not compared: its units \(units.map { $0.isEmpty ? "(none)" : $0 }.joined(separator: ", ")) "
        + "cannot be converted into each other"
    case .foundOnErrors(let names):
      "\(names.joined(separator: ", ")): found on standard error, not on standard output"
    case .outputCut:
      "a command prints more than is read; what comes after 16 MB, or 1,000 metrics, is left out"
    case .processesLeft(let count):
      "the command leaves \(count == 1 ? "a process" : "\(count) processes") running; they are "
        + "killed after each cell"
    }
  }

  /// The first names, and how many more there are.
  private static func shortened(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? shown + " and \(names.count - 8) more" : shown
  }

  private static func listed(_ patches: [PatchNumber]) -> String {
    (patches.count == 1 ? "patch " : "patches ")
      + patches.map(\.description).joined(separator: ", ")
  }

  private static func words(_ obstacle: KernelObstacle) -> String {
    switch obstacle {
    case .noMount(let reason, let remedy): reason + (remedy.map { "; \($0)" } ?? "")
    case .otherServer: "the server is not the bundled one; --lane engine,kernel mounts it"
    case .otherCalls: "only calls that a program makes itself, on one thread, are"
    }
  }

  private static func words(_ state: StageState) -> String {
    switch state {
    case .unbuildable: "does not build"
    case .timedOut: "does not end in time"
    case .failed, .noSuchMetric, .measured: "fails"
    }
  }

  private static func words(_ change: FailureChange?) -> String {
    guard let change else { return "" }
    let p = " (Fisher's exact p \(Columns.number(change.fisherP, decimals: 3)))"
    return switch change.verdict {
    case .more: ", which is more often than at the stage before" + p
    case .fewer: ", which is less often than at the stage before" + p
    default: "; that it is another share than at the stage before is not shown" + p
    }
  }

  private static func words(_ read: ReadBeside) -> String {
    switch read {
    case .nothingElse: ", and the commands read nothing else that changed"
    case .nothingElseButFiguresDiffer:
      ", and the commands were seen to read nothing else that changed, but the figures differ: they "
        + "may go by names or sizes of files"
    case .unknown: ""
    case .changedFile(let file): ", but the commands read \(file), which is another"
    }
  }
}
