internal import Foundation
import Store

extension Return {
    /// Municipalities that report by ward: Kolkata's, as the annexures say.
    package static let byWard: Set<PlaceID> = [PlaceID(.municipality, 250_299)]

    /// What somebody's place is counted as: the block or municipality, the ward where it reports by ward, or what else is known.
    package static func unit(of location: Location) -> PlaceID? {
        guard let office = location.block else { return location.finest }
        return byWard.contains(office) ? location.panchayat ?? office : office
    }

    /// Counts the return from the drive's figures as they are now.
    ///
    /// `day` is the reporting day; for the final return the last one of the drive, and what was decided on the day after
    /// counts too, because that return is due in its afternoon. Throws `Problem.notFound` outside the actor's area.
    package static func count(
        _ kind: Kind, of campaign: Campaign, district: PlaceID, on day: Day, in scope: Scope
    ) throws -> Return {
        guard districts(of: campaign, in: scope).contains(district) else { throw Problem.notFound }
        let units = units(of: district, in: campaign, scope.places)
        let counted = try figures(kind, of: units + [district], in: campaign, on: day, in: scope)
        var lines = units.map { unit in
            Line(
                place: Title(unit, in: scope.places),
                subdivision: Location(unit, in: scope.places).subdivision.map { Title($0, in: scope.places) },
                figures: counted[unit] ?? [:])
        }
        // Nothing may fall between the lines: they add up to what the district has.
        var rest = counted[district] ?? [:]
        for line in lines { rest.merge(line.figures) { $0 - $1 } }
        if rest.values.contains(where: { $0 != 0 }) { lines.append(Line(place: nil, subdivision: nil, figures: rest)) }
        return Return(kind, of: campaign, Title(district, in: scope.places), on: day, lines: lines)
    }

    /// The figures of places in the columns of a return, all there, also the noughts.
    package static func figures(
        _ kind: Kind, of places: [PlaceID], in campaign: Campaign, on day: Day, in scope: Scope
    ) throws -> [PlaceID: [Figure: Int]] {
        let columns = Figure.columns(of: kind)
        let sums = try DriveCounter.figures(of: places, in: campaign.id, to: lastCounted(kind, day), in: scope)
        let today =
            kind == .daily
            ? try DriveCounter.figures(of: places, in: campaign.id, from: day, to: day, in: scope) : [:]
        return Dictionary(
            uniqueKeysWithValues: Set(places).map { place in
                let (sum, now) = (sums[place] ?? DriveFigures(), today[place] ?? DriveFigures())
                return (
                    place,
                    Dictionary(
                        uniqueKeysWithValues: columns.map { figure -> (Figure, Int) in
                            switch figure {
                            case .target: (figure, sum[.target])
                            case .today: (figure, now[.covered] + now[.new])
                            case .covered: (figure, sum[.covered] + sum[.new])
                            case .houses: (figure, sum[.houses])
                            case .forms: (figure, sum[.forms])
                            case .approved: (figure, sum[.approved])
                            case .rejected: (figure, sum[.rejected])
                            case .digitised: (figure, sum[.digitised])
                            }
                        })
                )
            })
    }

    /// The last day whose records are in.
    static func lastCounted(_ kind: Kind, _ day: Day) -> Day { kind == .daily ? day : day + 1 }

    /// The districts of the drive whose returns the actor sees, by name.
    package static func districts(of campaign: Campaign, in scope: Scope) -> [PlaceID] {
        guard let area = campaign.area else { return [] }
        let all =
            campaign.location.district.map { [$0] } ?? scope.places.places(below: area, level: .district).map(\.id)
        return all.filter { scope.reaches($0, roles: readers) }
            .sorted { (scope.places[$0]?.name ?? "", $0.number) < (scope.places[$1]?.name ?? "", $1.number) }
    }

    /// Blocks, municipalities and wards that the drive reaches, sub-division by sub-division.
    static func units(of district: PlaceID, in campaign: Campaign, _ places: PlaceDirectory) -> [PlaceID] {
        let offices = [PlaceLevel.block, .municipality].flatMap { places.places(below: district, level: $0) }
        let units = offices.flatMap { office -> [Place] in
            guard byWard.contains(office.id) else { return [office] }
            let wards = places.places(below: office.id, level: .ward)
            return wards.isEmpty ? [office] : wards
        }
        func subdivision(_ unit: Place) -> String {
            Location(unit.id, in: places).subdivision.flatMap { places[$0]?.name } ?? ""
        }
        return units.filter { unit in
            campaign.area.map { places.lies(unit.id, in: $0) || places.lies($0, in: unit.id) } ?? false
        }.map { ($0, subdivision($0)) }.sorted { left, right in
            if left.1 != right.1 { return left.1 < right.1 }
            // Ward 2 stands before ward 10.
            let order = left.0.name.compare(right.0.name, options: .numeric)
            return order == .orderedSame ? left.0.id.number < right.0.id.number : order == .orderedAscending
        }.map(\.0.id)
    }
}
