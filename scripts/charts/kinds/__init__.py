"""The kinds of charts: each module draws one family of Plotly figures."""
