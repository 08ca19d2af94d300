"""Views of the Data Package as tables of marks, Plotly figures and pictures."""
