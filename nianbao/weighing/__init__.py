"""Weighing (掂量): what an office makes of findings: checked, graver, lighter, an echo.

In reading order:

    waivers   what a person has checked (核实)
    echoes    what only echoes another finding, or can wait
    site      how the web page is labelled (网站)
    settings  how grave an office holds each kind (设置.yaml)
"""
