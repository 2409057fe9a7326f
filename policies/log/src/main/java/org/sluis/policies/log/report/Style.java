// SPDX-License-Identifier: Apache-2.0
package org.sluis.policies.log.report;

/** How the pages look, on a screen and on A4. */
final class Style {

    static final String SHEET = """
            @page { size: A4; margin: 16mm 14mm 18mm; }
            * { box-sizing: border-box; }
            html { color: #1b2733; background: #eef1f4; font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
            body { margin: 0; }
            main { max-width: 64rem; margin: 2rem auto; padding: 2.5rem 3rem 3rem; background: #fff; border-radius: 6px;
              box-shadow: 0 1px 4px rgba(20, 40, 60, .15); }
            h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .2rem; }
            h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; padding-bottom: .25rem; border-bottom: 2px solid #1f5f8b; color: #174a6d; }
            h3 { font-size: 1rem; margin: 1.4rem 0 .4rem; }
            p { margin: .4rem 0 .8rem; max-width: 48rem; }
            .lead { color: #51606e; margin-bottom: 1.2rem; overflow-wrap: anywhere; }
            .verdict { border-left: 6px solid; border-radius: 4px; padding: .8rem 1.1rem; margin: 1.2rem 0; }
            .verdict strong { display: block; font-size: 1.2rem; }
            .verdict span { display: block; }
            .good { border-color: #1e7d4f; background: #e9f6ef; }
            .part { border-color: #b87408; background: #fdf4e3; }
            .bad { border-color: #b3261e; background: #fcebea; }
            .figures { display: flex; flex-wrap: wrap; gap: .7rem; padding: 0; margin: 1.2rem 0; list-style: none; }
            .figures li { flex: 1 1 7rem; border: 1px solid #d5dde4; border-radius: 5px; padding: .5rem .8rem; }
            .figures b { display: block; font-size: 1.35rem; font-variant-numeric: tabular-nums; }
            .figures span { color: #51606e; font-size: .85rem; }
            table { width: 100%; border-collapse: collapse; margin: .6rem 0 1rem; font-size: .87rem; }
            th, td { text-align: left; vertical-align: top; padding: .35rem .55rem; border-bottom: 1px solid #dfe5ea;
              }
            th { background: #f3f6f8; font-weight: 600; white-space: nowrap; }
            .pairs td:first-child { width: 13rem; color: #51606e; }
            .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            .mono td { font-size: .8rem; }
            tr.bad td { background: #fcebea; } tr.part td { background: #fdf4e3; } tr.gone td { color: #6c7a86; font-style: italic; }
            ul { margin: .3rem 0 .8rem; padding-left: 1.3rem; } li { margin: .25rem 0; overflow-wrap: anywhere; }
            .limits { border: 1px solid #d5dde4; border-radius: 5px; padding: .3rem 1.2rem .6rem; background: #f8fafb; }
            footer { margin-top: 2.5rem; color: #51606e; font-size: .82rem; }
            @media (max-width: 50rem) { main { margin: 0; padding: 1.2rem; border-radius: 0; } }
            @media print {
              html { background: #fff; font-size: 9.5pt; line-height: 1.4; }
              main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
              h2, h3 { break-after: avoid; }
              tr, .verdict, .figures, .limits { break-inside: avoid; }
              thead { display: table-header-group; }
              * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
            }
            """;

    private Style() {}
}
