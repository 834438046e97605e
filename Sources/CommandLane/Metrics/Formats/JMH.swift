internal import Foundation

extension MetricFormat {
  /// JMH's `-rf json`: an array, each with its primary metric, whose unit says whether it is a rate.
  static let jmh = MetricFormat(
    "JMH",
    json: { document in
      document.elements.flatMap { entry -> [MetricValue] in
        guard let name = entry["benchmark"]?.text, let primary = entry["primaryMetric"],
          let score = primary["score"]?.number
        else { return [] }
        // The class and the method; parameters tell variants apart.
        let short = name.components(separatedBy: ".").suffix(2).joined(separator: ".")
        let parameters = (entry["params"]?.members ?? []).map {
          "\($0.key)=\($0.value.text ?? "")"
        }
        let whole = ([short] + parameters).joined(separator: " ")
        let secondary = (entry["secondaryMetrics"]?.members ?? []).compactMap { member in
          member.value["score"]?.number.map {
            MetricValue(
              name: "\(whole) \(member.key)", unit: member.value["scoreUnit"]?.text ?? "", value: $0
            )
          }
        }
        return [
          MetricValue(name: whole, unit: primary["scoreUnit"]?.text ?? "", value: score)
        ] + secondary
      }
    })
}
