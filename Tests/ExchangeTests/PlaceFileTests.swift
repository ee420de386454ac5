import Foundation
import Registry
import Tabular
import Testing

@testable import Exchange

@Suite struct PlaceFileTests {
    private func read(_ text: String) throws -> PlaceFile {
        let path = NSTemporaryDirectory() + UUID().uuidString + ".csv"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return try PlaceFile(path)
    }

    @Test(arguments: [
        ("state_code,state_name,census2001,census2011,state_or_ut", PlaceLayout.states),
        ("state_code,state_name,district_code,district_name,census2001,census2011", .districts),
        ("state_code,state_name,district_code,district_name,block_code,block_name,block_name_local", .blocks),
        ("state_code,state_name,ulb_code,ulb_name,ulb_name_local,type_code,type,census2011", .urbanBodies),
        (
            "state_code,state_name,district_code,district_name,subdistrict_code,subdistrict_name,census2001,census2011",
            .tehsils
        ),
        (
            "state_name,ulb_code,ulb_name,census2011,district_code,district_name,subdistrict_code,subdistrict_name",
            .coverage
        ),
        ("district_lgd,district_name,subdivision_code,subdivision_name", .subdivisions),
        (
            "district_lgd,district_name,subdivision_code,subdivision_name,unit_type,unit_lgd,unit_name",
            .subdivisionUnits
        ),
        ("state,district_lgd,district,name_bn,name_hi,division,population_2011,source", .names),
        ("code,level,parent,name", .register),
    ]) func aLayoutIsKnownByItsHeadings(_ headings: String, _ layout: PlaceLayout) throws {
        #expect(try read(headings + "\n").layout == layout)
    }

    @Test func namesInCapitalsBecomeReadableAndStayAsAnotherSpelling() throws {
        let file = try read(
            """
            state_code,state_name,district_code,district_name,block_code,block_name,block_name_local
            19,WEST BENGAL,305,BANKURA,2744,BANKURA-II,বাঁকুড়া ২
            """)
        let place = try #require(file.content.places.first)
        #expect(place.name == "Bankura-II")
        #expect(place.aliases == ["BANKURA-II"])
        #expect(place.localNames == ["bn": "বাঁকুড়া ২"])
        #expect(place.parent == PlaceID(.district, 305))
        #expect(file.content.complete == [.block: [PlaceID(.state, 19)]])
    }

    @Test(arguments: [
        "name,age\nx,1\n", "state_code,state_name\nnineteen,WEST BENGAL\n", "state_code,state_name\n-1,X\n",
        "code,level,name\n1,moon,X\n", "",
    ]) func anotherTableIsRefusedInWords(_ text: String) {
        #expect(throws: TableProblem.self) { try read(text) }
    }
}
